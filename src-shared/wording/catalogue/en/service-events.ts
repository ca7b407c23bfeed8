/** One sentence for each event of the service manager (reference "service events") and Caretaker's own 940 to 959. */
export const serviceEvents = {
  'event.7000': 'The {param1} service failed to start due to the following error: {param2}',
  'event.7001':
    'The {param1} service depends on the {param2} service which failed to start because of the following error: {param3}',
  'event.7002': 'The {param1} service depends on the {param2} group and no member of this group started.',
  'event.7003':
    'The {param1} service depends on the following service: {param2}. This service might not be installed.',
  'event.7005': 'The {param1} call failed with the following error: {param2}',
  'event.7006': 'The {param1} call failed for {param2} with the following error: {param3}',
  'event.7007': 'The system reverted to its last known good configuration. The services are starting again.',
  'event.7008':
    'No backslash is in the account name {param1}. The account name must be in the form: domain\\user.',
  'event.7009':
    'A timeout was reached ({param1} milliseconds) while waiting for the {param2} service to connect.',
  'event.7010': 'A timeout was reached ({param1} milliseconds) while waiting for ReadFile.',
  'event.7011':
    'A timeout ({param1} milliseconds) was reached while waiting for a transaction response from the {param2} service.',
  'event.7012': 'A message of the wrong size was received on a control pipe.',
  'event.7013': 'A logon attempt with the current password failed with the following error: {param1}',
  'event.7014':
    'The second logon attempt with the old password also failed with the following error: {param1}',
  'event.7015': 'The boot-start or system-start driver {param1} must not depend on a service.',
  'event.7016': 'The {param1} service has reported an invalid current state {param2}.',
  'event.7017': 'Detected circular dependencies demand starting {param1}. Check its dependencies.',
  'event.7018': 'Detected circular dependencies auto-starting services: {param1}.',
  'event.7019':
    'The {param1} service depends on a service in a group which starts later. It was not started.',
  'event.7020': 'The {param1} service depends on a group which starts later. It was not started.',
  'event.7021':
    'About to revert to the last known good configuration because the {param1} service failed to start.',
  'event.7022': 'The {param1} service hung on starting.',
  'event.7023': 'The {param1} service terminated with the following error: {param2}',
  'event.7024': 'The {param1} service terminated with the following service-specific error: {param2}.',
  'event.7025': 'At least one service or driver failed during system startup. See the event log for details.',
  'event.7026': 'The following boot-start or system-start driver(s) did not load: {param1}',
  'event.7027': 'The services were started with an earlier configuration.',
  'event.7028': 'Access to the key {param1} was denied; its owner was taken over to reset it.',
  'event.7030':
    'The {param1} service is marked as an interactive service. However, the system is configured to not allow interactive services. This service may not function properly.',
  'event.7031':
    'The {param1} service terminated unexpectedly. It has done this {param2} time(s). The following corrective action will be taken in {param3} milliseconds: {param5}.',
  'event.7032':
    'The service manager tried to take a corrective action ({param2}) after the unexpected termination of the {param3} service, but this action failed with the following error: {param4}',
  'event.7033': 'The service manager did not initialize successfully.',
  'event.7034': 'The {param1} service terminated unexpectedly. It has done this {param2} time(s).',
  'event.7035': 'The {param1} service was successfully sent a {param2} control.',
  'event.7036': 'The {param1} service entered the {param2} state.',
  'event.7037': 'A change of the configuration could not be undone. The configuration may be inconsistent.',
  'event.7038':
    'The {param1} service was unable to log on as {param2} with the currently configured password due to the following error: {param3}',
  'event.7039':
    'A service process other than the one launched by the service manager connected when starting the {param1} service.',
  'event.7040': 'The start type of the {param1} service was changed from {param2} to {param3}.',
  'event.7041':
    'The {param1} service was unable to log on as {param2}: the account lacks the right to log on as a service.',
  'event.7042':
    'The {param1} service was successfully sent a {param2} control. The reason specified was: {param3} [{param4}]. Comment: {param5}',
  'event.7043': 'The {param1} service did not shut down properly after receiving a preshutdown control.',
  'event.7044':
    'The {param1} service is taking more than {param2} minutes to start and may have stopped responding.',
  'event.7045':
    'A service was installed in the system. Name: {param1}. File: {param2}. Type: {param3}. Start type: {param4}. Account: {param5}.',
  'event.7046': 'The {param1} service has repeatedly stopped responding to service control requests.',
  'event.940':
    'The {param1} service failed {param2} times within {param3} minutes. It is not started again until somebody starts it, or a trigger does an hour from now.',
  'event.941': 'The changed configuration of the {param1} service has proved itself.',
  'event.942':
    'The changed configuration of the {param1} service failed: {param2} The last good one is back. Values that differed: {param3}.',
  'event.943':
    'The {param1} service was not done when the services were shut down; it asked for {param2} milliseconds more. A longer time can be allowed in the settings of the services.',
  'event.944': 'More than {param2} triggers wait for the {param1} service; further ones are dropped.',
  'event.945':
    'The start was accepted as good: control set {param1} was saved as last known good (control set {param2}).',
  'event.946':
    'The services failed to start again and again. They now run in safe mode ({param1}) until the cause is removed.',
  'event.947': 'Nobody used the {param1} service for {param2}; it is stopped until it is needed.',
  'event.948': 'A trigger ({param3}) acts on the {param1} service: {param2}.',
} as const;
