/** One line of the list of commands. */
const commands: readonly (readonly [string, string])[] = [
  ['query', 'Queries the status for a service, or enumerates the status for types of services.'],
  ['queryex', 'Queries the extended status for a service, or enumerates the status for types of services.'],
  ['start', 'Starts a service.'],
  ['pause', 'Sends a PAUSE control request to a service.'],
  ['interrogate', 'Sends an INTERROGATE control request to a service.'],
  ['continue', 'Sends a CONTINUE control request to a service.'],
  ['stop', 'Sends a STOP request to a service.'],
  ['config', 'Changes the configuration of a service (persistent).'],
  ['description', 'Changes the description of a service.'],
  ['failure', 'Changes the actions taken by a service upon failure.'],
  ['failureflag', 'Changes the failure actions flag of a service.'],
  ['sidtype', 'Changes the service SID type of a service.'],
  ['privs', 'Changes the required privileges of a service.'],
  ['managedaccount', 'Changes the service to mark the service account password as managed by LSA.'],
  ['qc', 'Queries the configuration information for a service.'],
  ['qdescription', 'Queries the description for a service.'],
  ['qfailure', 'Queries the actions taken by a service upon failure.'],
  ['qfailureflag', 'Queries the failure actions flag of a service.'],
  ['qsidtype', 'Queries the service SID type of a service.'],
  ['qprivs', 'Queries the required privileges of a service.'],
  ['qtriggerinfo', 'Queries the trigger parameters of a service.'],
  ['qpreferrednode', 'Queries the preferred NUMA node of a service.'],
  ['qmanagedaccount', 'Queries whether a service uses an account with a password managed by LSA.'],
  ['delete', 'Deletes a service (from the database).'],
  ['create', 'Creates a service. (adds it to the database).'],
  ['control', 'Sends a control to a service.'],
  ['sdshow', "Displays a service's security descriptor."],
  ['sdset', "Sets a service's security descriptor."],
  ['showsid', 'Displays the service SID string corresponding to an arbitrary name.'],
  ['triggerinfo', 'Configures the trigger parameters of a service.'],
  ['preferrednode', 'Sets the preferred NUMA node of a service.'],
  ['GetDisplayName', 'Gets the DisplayName for a service.'],
  ['GetKeyName', 'Gets the ServiceKeyName for a service.'],
  ['EnumDepend', 'Enumerates Service Dependencies.'],
  [
    'boot',
    '(ok | bad) Indicates whether the last boot should be saved as the last-known-good configuration.',
  ],
  ['Lock', 'Locks the Service Database.'],
  ['QueryLock', 'Queries the LockStatus for the SCManager Database.'],
];

/** What sc prints without a command, or with a wrong one. */
export const scHelp = [
  'DESCRIPTION:',
  '        SC is a command line program used for communicating with the',
  '        Service Control Manager and services.',
  'USAGE:',
  '        sc <server> [command] [service name] <option1> <option2>...',
  '',
  '        Commands:',
  ...commands.map(
    ([name, text]) =>
      `          ${name.padEnd(16)}${'-'.repeat(Math.max(1, 20 - Math.max(16, name.length)))} ${text}`,
  ),
];

/** The help of sc triggerinfo (SCM-36): the seed's text to the character. */
export const triggerHelp = `DESCRIPTION:
        Changes the trigger parameters of a service.
USAGE:
        sc <server> triggerinfo [service name] <option1> <option2>...

OPTIONS:
        start/device/UUID/HwId1/... <Start the service on arrival of the
                                       specified device interface class UUID
                                       string with one or more hardware ID
                                       strings and/or compatible ID strings>
        start/custom/UUID/data0/.. <Start the service on arrival of an
                                       event from the specified custom ETW
                                       provider UUID string with one or more
                                       binary data items in hexadecimal
                                       string format such as ABCDABCD to
                                       set 4 byte data>
        stop/custom/UUID/data0/... <Stop the service on arrival of an
                                       event from the specified custom ETW
                                       provider UUID string with one or more
                                       binary data items in hexadecimal
                                       string format such as ABCDABCD to
                                       set 4 byte data>
        start/strcustom/UUID/data0/.. <Start the service on arrival of an
                                       event from the specified custom ETW
                                       provider UUID string with one or more
                                       optional string data items>
        stop/strcustom/UUID/data0/.. <Stop the service on arrival of an
                                       event from the specified custom ETW
                                       provider UUID string with one or more
                                       optional string data items>
        start/networkon                <Start the service on first IP address>
        stop/networkoff                <Stop the service on zero IP addresses>
        start/domainjoin               <Start the service on domain join>
        stop/domainleave               <Stop the service on domain leave>
        delete                         <Delete the existing trigger parameters>`.split('\n');

const usages: Record<string, string> = {
  create:
    'sc <server> create [service name] binPath= <path> [type= own|share|interact|kernel|filesys] [start= boot|system|auto|demand|disabled|delayed-auto] [error= normal|severe|critical|ignore] [group= <name>] [tag= yes|no] [depend= <names joined by />] [obj= <account>] [DisplayName= <text>] [password= <text>]',
  config: 'sc <server> config [service name] <option1> <option2>... (the options of create)',
  failure:
    'sc <server> failure [service name] [reset= <seconds>|INFINITE] [reboot= <message>] [command= <line>] [actions= <run|restart|reboot>/<ms>/...]',
  query:
    'sc <server> query [service name] | [type= driver|service|all] [state= active|inactive|all] [bufsize= <bytes>] [ri= <index>] [group= <name>]',
  control:
    'sc <server> control [service name] <128-255|paramchange|netbindadd|netbindremove|netbindenable|netbinddisable>',
  boot: 'sc <server> boot <bad|ok>',
};

/** The usage of one command, for a wrong call of it. */
export function usageOf(command: string): string[] {
  if (command === 'triggerinfo') return triggerHelp;
  const known = command === 'queryex' ? usages['query']?.replace('query', 'queryex') : usages[command];
  return ['USAGE:', `        ${known ?? `sc <server> ${command} [service name] <option1> <option2>...`}`];
}
