/** The checklist of running and waking: what is looked at, and what would mend it. */
export const diagnosis = {
  'checkState.ok': 'OK',
  'checkState.problem': 'Problem',
  'checkState.unknown': 'Not known',
  'checkState.not-applicable': 'Does not apply',

  'check.maintenance-enabled': 'Automatic Maintenance is on',
  'check.sensors': 'Power and presence are known',
  'check.low-power': 'No battery saver or low-power mode',
  'check.starved-tasks': 'Every task gets its turn',
  'check.task-settings': 'Tasks have a period and a deadline',
  'check.task-enabled': 'Tasks are enabled',
  'check.sleep-model': 'Sleep model (S3 or Connected Standby)',
  'check.wake-from-standby': 'Wake from Connected Standby',
  'check.wake-firmware': 'Firmware lets the clock wake the computer',
  'check.wake-timers': 'Wake timers are allowed',
  'check.wake-policy': 'Waking for maintenance is allowed',
  'check.task-wake-to-run': 'Tasks that wake the computer themselves',
  'check.slept-on-ac': 'It went to sleep on AC power',

  'remedy.maintenance-off':
    'Turn it on in the settings, or with: caretaker maintenance configure --enabled on',
  'remedy.maintenance-off-by-policy': 'A policy turns it off; ask whoever manages this computer.',
  'remedy.sensor-blind':
    'Unknown never counts as idle or as AC power, so nothing starts. The Signals page says which source is missing.',
  'remedy.low-power-mode': 'Turn the mode that saves power off while the computer is plugged in.',
  'remedy.starved':
    'Leave the computer on, idle and plugged in for a while, allow it to wake, or run maintenance now.',
  'remedy.no-deadline':
    'Without a deadline nobody is told when a task is late. Give it one that is longer than its period.',
  'remedy.no-maintenance-tasks':
    'There is nothing to do. Add a task with: caretaker task add NAME --every P1D -- COMMAND',
  'remedy.tasks-disabled': 'Enable what is to run with: caretaker task enable NAME',
  'remedy.no-sleep': 'This computer does not sleep, so it need not be woken.',
  'remedy.model-unknown': 'The system does not tell how it sleeps; waking is a matter of trying.',
  'remedy.s3-machine': 'This computer sleeps in S3; Connected Standby is for others.',
  'remedy.standby-unproven':
    'Nothing shows that low power idle is really reached. Update firmware and drivers, or choose S3 in the firmware setup.',
  'remedy.no-clock-alarm':
    'There is no clock that could wake it (a virtual machine has none, as a rule). Maintenance is done when the computer is on.',
  'remedy.firmware-wake-off':
    'Allow waking by the clock (RTC alarm, wake timers) in the firmware setup of the computer.',
  'remedy.firmware-not-told':
    'The system does not tell. If the computer does not wake, look for RTC alarm or wake timers in the firmware setup.',
  'remedy.no-permission':
    'Setting a wake timer takes administrator rights; run Caretaker for the whole machine to have it wake the computer.',
  'remedy.timers-off':
    'Allow wake timers: Control Panel, Power Options, Change plan settings, Change advanced power settings, Sleep, Allow wake timers, Enable.',
  'remedy.timers-unknown':
    'The power plan could not be read; look under Power Options, Sleep, Allow wake timers.',
  'remedy.wake-off':
    'Nobody has asked for it. To have the computer woken: caretaker maintenance configure --wake on',
  'remedy.wake-off-by-policy': 'A policy forbids waking for maintenance; ask whoever manages this computer.',
  'remedy.no-wake-to-run':
    'Automatic Maintenance wakes by its own setting. A task that must wake the computer at a time of its own needs WakeToRun.',
  'remedy.slept-on-battery':
    'Only a computer that went to sleep on AC power is woken. Plug it in before it sleeps.',
  'remedy.never-slept': 'No sleep has been seen in the last five weeks.',
  'remedy.not-told': 'The system does not tell.',
} as const;
