/**
 * One sentence for each event id of reference "task events" and of Caretaker's own 900 to 906.
 * Arguments carry the names of the Windows event parameters.
 */
export const events = {
  'event.100':
    'Task Scheduler started instance "{InstanceId}" of the task "{TaskName}" for user "{UserContext}".',
  'event.101':
    'Task Scheduler failed to start the task "{TaskName}" for user "{UserContext}". Result: {Result}.',
  'event.102':
    'Task Scheduler successfully finished instance "{InstanceId}" of the task "{TaskName}" for user "{UserContext}".',
  'event.103':
    'Task Scheduler failed to start instance "{InstanceId}" of the task "{TaskName}" for user "{UserContext}". Result: {Result}.',
  'event.104': 'Task Scheduler could not log on "{UserName}": {ErrorDescription}. Result: {Result}.',
  'event.105': 'Task Scheduler could not act as "{Context}". Result: {Result}.',
  'event.106': 'User "{UserContext}" registered the task "{TaskName}".',
  'event.107': 'A time trigger started instance "{InstanceId}" of the task "{TaskName}".',
  'event.108': 'An event trigger started instance "{InstanceId}" of the task "{TaskName}".',
  'event.109': 'A registration trigger started instance "{InstanceId}" of the task "{TaskName}".',
  'event.110': 'User "{UserContext}" started instance "{InstanceId}" of the task "{TaskName}" by hand.',
  'event.111': 'Task Scheduler ended instance "{InstanceId}" of the task "{TaskName}".',
  'event.111.reason':
    'Task Scheduler ended instance "{InstanceId}" of the task "{TaskName}". Reason: {ReasonText}.',
  'event.112':
    'The task "{TaskName}" did not start: the network is not available. Connect to it, or change the task’s network condition.',
  'event.113':
    'The task "{TaskName}" is registered, but some of its triggers will not start it. Result: {Result}.',
  'event.114':
    'Instance "{InstanceId}" of the task "{TaskName}" started late, because its scheduled time was missed.',
  'event.115': 'A change of a task failed and could not be undone. Result: {Result}.',
  'event.116':
    'The task "{TaskName}" is registered, but its credentials could not be stored. Result: {Result}.',
  'event.117': 'Idle time started instance "{InstanceId}" of the task "{TaskName}".',
  'event.118': 'The start of the computer started instance "{InstanceId}" of the task "{TaskName}".',
  'event.119': 'The log-on of user "{UserName}" started instance "{InstanceId}" of the task "{TaskName}".',
  'event.120':
    'User "{UserName}" connected to the local console, which started instance "{InstanceId}" of the task "{TaskName}".',
  'event.121':
    'User "{UserName}" left the local console, which started instance "{InstanceId}" of the task "{TaskName}".',
  'event.122':
    'User "{UserName}" connected remotely, which started instance "{InstanceId}" of the task "{TaskName}".',
  'event.123':
    'User "{UserName}" disconnected remotely, which started instance "{InstanceId}" of the task "{TaskName}".',
  'event.124':
    'User "{UserName}" locked the computer, which started instance "{InstanceId}" of the task "{TaskName}".',
  'event.125':
    'User "{UserName}" unlocked the computer, which started instance "{InstanceId}" of the task "{TaskName}".',
  'event.126': 'The task "{TaskName}" failed and is tried again. Result: {Result}.',
  'event.127': 'The task "{TaskName}" is tried again: it had met a shutdown.',
  'event.128': 'The task "{TaskName}" did not start: it is past its end time.',
  'event.129': 'The task "{TaskName}" runs "{Path}" as process {ProcessID} with priority {Priority}.',
  'event.130': 'The task "{TaskName}" did not start: the service is too busy. Result: {Result}.',
  'event.131': 'The task "{TaskName}" did not start: {CurrentQuota} tasks are queued, which is the limit.',
  'event.132': 'The queue of tasks is near its limit: {CurrentQuota} are waiting.',
  'event.133':
    'The task "{TaskName}" did not start: the engine "{TaskEngineName}" of user "{UserName}" is at its limit.',
  'event.134': 'The engine "{TaskEngineName}" of user "{UserName}" is near its limit of tasks.',
  'event.135': 'The task "{TaskName}" did not start: the computer is not idle.',
  'event.140': 'User "{UserName}" updated the task "{TaskName}".',
  'event.141': 'User "{UserName}" deleted the task "{TaskName}".',
  'event.142': 'User "{UserName}" disabled the task "{TaskName}".',
  'event.145': 'The computer was woken to run a task.',
  'event.146': 'The task "{TaskName}" could not be loaded when the service started. Result: {Result}.',
  'event.147': 'The image of the task "{TaskName}" was recovered after a migration.',
  'event.148':
    'The image of the task "{TaskName}" could not be recovered after a migration. Result: {Result}.',
  'event.149': 'The task "{TaskName}" mixes settings that its scheduling engine cannot honour together.',
  'event.150': 'The task "{TaskName}" could not subscribe to its event. Result: {Result}.',
  'event.151':
    'The task "{TaskName}" could not be made when the service started, at point {LogPoint}. Result: {Result}.',
  'event.152': 'The task "{TaskName}" was handed to the older scheduling engine.',
  'event.153':
    'The task "{TaskName}" missed its scheduled time and was not started late, because it does not ask for that.',
  'event.153.reason':
    'The task "{TaskName}" missed its scheduled time ({ConditionText}) and was not started late, because it does not ask for that.',
  'event.155': 'Task Scheduler waits for the task "{TaskName}" to finish.',

  'event.200': 'Instance "{InstanceId}" of the task "{TaskName}" started its action "{ActionName}".',
  'event.201':
    'Instance "{InstanceId}" of the task "{TaskName}" completed its action "{ActionName}". Result: {Result}.',
  'event.202':
    'Instance "{InstanceId}" of the task "{TaskName}" failed in its action "{ActionName}". Result: {Result}.',
  'event.203':
    'Instance "{InstanceId}" of the task "{TaskName}" could not start its action "{ActionName}". Result: {Result}.',
  'event.204':
    'The values of the event that the task "{TaskName}" waits for could not be read. Result: {Result}.',
  'event.205': 'The event pattern of the task "{TaskName}" could not be matched. Result: {Result}.',

  'event.300': 'The task engine "{TaskEngineName}" was launched as process {ProcessID}.',
  'event.301': 'The task engine "{TaskEngineName}" shut down in order.',
  'event.303': 'The task engine "{TaskEngineName}" shut down: {ErrorDescription}. Result: {Result}.',
  'event.304':
    'Instance "{InstanceId}" of the task "{TaskName}" was sent to the task engine "{TaskEngineName}".',
  'event.305':
    'The task "{TaskName}" could not be sent to the task engine "{TaskEngineName}". Result: {Result}.',
  'event.306': 'The task engine "{TaskEngineName}" could not receive a task. Result: {Result}.',
  'event.307': 'The service could not connect to the task engine "{TaskEngineName}". Result: {Result}.',
  'event.308': 'The service connected to the task engine "{TaskEngineName}".',
  'event.309':
    'The task engine "{TaskEngineName}" was left behind at shutdown with this number of tasks: {TaskCount}.',
  'event.310':
    'The task engine "{TaskEngineName}" started "{Command}" as process {ProcessID}, thread {ThreadID}.',
  'event.311':
    'The task engine "{TaskEngineName}" could not start "{Command}": {ErrorDescription}. Result: {Result}.',
  'event.312': 'The process group of the task engine "{TaskEngineName}" was made.',
  'event.313': 'The channel to the task engine "{TaskEngineName}" is ready.',
  'event.314': 'The task engine "{TaskEngineName}" has nothing to do.',
  'event.315': 'The task engine "{TaskEngineName}" could not connect to the service. Result: {Result}.',
  'event.316': 'The task engine "{TaskEngineName}" could not send to the service. Result: {Result}.',
  'event.317': 'The process of the task engine "{TaskEngineName}" started.',
  'event.318': 'The process of the task engine "{TaskEngineName}" shut down.',
  'event.319': 'The task engine "{TaskEngineName}" was told to start the task "{TaskName}".',
  'event.320': 'The task engine "{TaskEngineName}" was told to stop instance "{InstanceId}".',
  'event.322': 'The task "{TaskName}" did not start again: instance "{InstanceId}" is still running.',
  'event.323':
    'Instance "{StoppedTaskInstanceId}" of the task "{TaskName}" was stopped so that instance "{NewTaskInstanceId}" could start.',
  'event.324':
    'Instance "{QueuedTaskInstanceId}" of the task "{TaskName}" waits until instance "{RunningTaskInstanceId}" has ended.',
  'event.325': 'Instance "{QueuedTaskInstanceId}" of the task "{TaskName}" was queued.',
  'event.326':
    'The task "{TaskName}" did not start: the computer is on battery. Plug it in, or change the task’s power condition.',
  'event.327':
    'Instance "{InstanceId}" of the task "{TaskName}" has to stop: the computer went to battery power.',
  'event.328':
    'Instance "{InstanceId}" of the task "{TaskName}" has to stop: the computer is no longer idle.',
  'event.329': 'Instance "{InstanceId}" of the task "{TaskName}" is ended: it reached its time limit.',
  'event.330':
    'Instance "{InstanceId}" of the task "{TaskName}" is ended: user "{UserContext}" asked for it.',
  'event.331':
    'No time limit could be set for instance "{InstanceId}" of the task "{TaskName}", so it runs on. Result: {Result}.',
  'event.332': 'The task "{TaskName}" did not start: user "{UserName}" is not logged on.',
  'event.333': 'The task "{TaskName}" did not start: this is a RemoteApp session.',
  'event.334': 'The task "{TaskName}" did not start: this is a worker session.',

  'event.400': 'The Task Scheduler service started.',
  'event.401': 'The Task Scheduler service failed to start: {ErrorDescription}. Result: {Result}.',
  'event.402': 'The Task Scheduler service is shutting down.',
  'event.403': 'The Task Scheduler service met a critical error: {ErrorDescription}. Result: {Result}.',
  'event.404':
    'The Task Scheduler service could not open its remote interface: {ErrorDescription}. Result: {Result}.',
  'event.405': 'The Task Scheduler service could not set up COM. Result: {Result}.',
  'event.406': 'The Task Scheduler service could not open its credential store. Result: {Result}.',
  'event.407': 'The Task Scheduler service could not reach the security authority. Result: {Result}.',
  'event.408': 'The Task Scheduler service cannot tell whether the computer is idle. Result: {Result}.',
  'event.409': 'The Task Scheduler service will not be told of changes of the clock. Result: {Result}.',
  'event.410': 'The Task Scheduler service could not set a wake-up timer. Result: {Result}.',
  'event.411': 'The clock of the computer was changed.',
  'event.412': 'The Task Scheduler service met a critical error. Result: {Result}.',
  'event.413': 'The Task Scheduler service met a critical error. Result: {Result}.',
  'event.414': 'The task "{TaskName}" is not well configured: {Parameter}.',

  'event.500': 'Idle task {IdleTaskId} of process {ProcessId} was registered.',
  'event.501': 'Idle task {IdleTaskId} of process {ProcessId} was unregistered.',
  'event.502': 'Idle task {IdleTaskId} of process {ProcessId} started.',
  'event.503': 'Idle task {IdleTaskId} of process {ProcessId} stopped.',
  'event.504': 'Idle task {IdleTaskId} of process {ProcessId} was told to start.',
  'event.505': 'Idle task {IdleTaskId} of process {ProcessId} was told to stop.',
  'event.506': 'Processing of idle tasks was asked for.',
  'event.507': 'Processing of idle tasks that was asked for ended.',
  'event.508': 'Processing of idle tasks that was asked for goes on.',
  'event.509': 'A power notification came in: {NotificationType}, state {State}.',
  'event.510': 'The computer does not count as idle: {NoIdleReason} ({DATA1}, {DATA2}).',
  'event.511': 'Idle time ended; the user was away for {TimeSinceUserNotPresent} ({DATA}).',
  'event.512': 'The idle check said {DetectionResult}: {Reason}.',

  'event.700': 'The compatibility module started.',
  'event.701': 'The compatibility module failed to start. Result: {Result}.',
  'event.702': 'The compatibility module could not open its remote interface. Result: {Result}.',
  'event.703': 'The compatibility module could not open the interface of the at command. Result: {Result}.',
  'event.704': 'The compatibility module could not reach the security authority. Result: {Result}.',
  'event.705': 'The compatibility module could not watch its folder. Result: {Result}.',
  'event.706':
    'The compatibility module could not update the status of the task "{TaskName}" to {TaskStatus}. Result: {Result}.',
  'event.707': 'The compatibility module could not delete the task "{TaskName}". Result: {Result}.',
  'event.708':
    'The compatibility module could not set the security descriptor {SecurityDescriptor} of the task "{TaskName}". Result: {Result}.',
  'event.709': 'The compatibility module could not update the task "{TaskName}". Result: {Result}.',
  'event.710': 'Tasks could not be upgraded. Result: {Result}.',
  'event.711': 'Tasks could not be upgraded for the account "{Account}". Result: {Result}.',
  'event.712': 'Tasks could not be upgraded. Result: {Result}.',
  'event.713': 'The task "{TaskName}" could not be upgraded. Result: {Result}.',
  'event.714': 'The task "{TaskName}" could not be upgraded. Result: {Result}.',
  'event.715': 'Tasks could not be upgraded. Result: {Result}.',
  'event.716': 'Tasks could not be upgraded. Result: {Result}.',
  'event.717': 'Whether tasks must be upgraded could not be found out. Result: {Result}.',
  'event.718': 'The credential store could not be upgraded. Result: {Result}.',
  'event.719': 'The Operational log was switched off automatically.',

  'event.800': 'The state of Automatic Maintenance changed.',
  'event.800.off': 'Automatic Maintenance is off.',
  'event.800.waiting': 'Automatic Maintenance is waiting.',
  'event.800.running': 'Automatic Maintenance is running.',
  'event.800.suspended': 'Automatic Maintenance is suspended.',
  'event.800.paused': 'Automatic Maintenance is paused.',
  'event.800.idle': 'Automatic Maintenance is running: nobody is at the computer.',
  'event.800.regular': 'Automatic Maintenance is running: the daily window is open.',
  'event.800.manual': 'Automatic Maintenance is running: a user asked for it.',
  'event.801': 'Automatic Maintenance could not start. Result: {Result}.',
  'event.802': 'Automatic Maintenance could not take over its new settings. Result: {Result}.',
  'event.803': 'Automatic Maintenance could not reach its task "{TaskName}". Result: {Result}.',
  'event.804': 'The maintenance task "{TaskName}" depends on itself in a circle.',
  'event.805': 'The maintenance task "{TaskName}" is behind its deadline.',
  'event.806': 'The maintenance task "{TaskName}" could not be processed: {InfoCode}.',
  'event.807': 'The maintenance run is complete.',
  'event.807.idle': 'The maintenance run of this idle time is complete.',
  'event.807.regular': 'The daily maintenance run is complete.',
  'event.807.manual': 'The maintenance run that a user asked for is complete.',
  'event.808': 'The maintenance task "{TaskName}" asks to wake the computer at the next daily run.',
  'event.809': 'A setting or policy of Automatic Maintenance is not well formed: {FailureReason}.',

  'event.900': 'Instance "{InstanceId}" of the task "{TaskName}" was suspended.',
  'event.900.reason': 'Instance "{InstanceId}" of the task "{TaskName}" was suspended: {ReasonText}.',
  'event.901': 'Instance "{InstanceId}" of the task "{TaskName}" goes on.',
  'event.902': 'The computer was woken for maintenance.',
  'event.903': 'The computer was put back to sleep after maintenance.',
  'event.904': 'Automatic Maintenance was paused.',
  'event.904.until': 'Automatic Maintenance was paused until {Until}.',
  'event.905': 'The pause of Automatic Maintenance ended.',
  'event.906': 'Automatic Maintenance waits: {ConditionText}.',
  'event.906.task': 'The task "{TaskName}" waits: {ConditionText}.',
  'event.920': 'Instance "{InstanceId}" of the task "{TaskName}" will not start any more: {ConditionText}.',
  'event.repeated':
    '{Sentence} {Count, plural, one {It was noted # time} other {It was noted # times}} since {Since}.',

  'event.brief': '{category}: {detail}',

  'event.998': 'A call failed: {Name} with {HRESULT} in {File}, line {Line}.',
  'event.999': 'Debug text: {String}',
  'event.unknown': 'Event {id} was recorded in the log {log}.',
  'event.unknown.subject': 'Event {id} was recorded in the log {log} for "{subject}".',
  'event.value.unknown': 'not known',
} as const;
