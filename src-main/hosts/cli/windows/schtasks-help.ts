/** The help of schtasks, whole or of one command. */
const parameters: Readonly<Record<string, readonly string[]>> = {
  create: [
    'SCHTASKS /Create [/RU username [/RP [password]]] /SC schedule [/MO modifier] [/D day]',
    '    [/M months] [/I idletime] /TN taskname /TR taskrun [/ST starttime] [/RI interval]',
    '    [ {/ET endtime | /DU duration} [/K] [/XML xmlfile] [/V1]] [/SD startdate] [/ED enddate]',
    '    [/EC channel] [/IT | /NP] [/Z] [/RL level] [/DELAY mmmm:ss] [/F]',
  ],
  delete: ['SCHTASKS /Delete /TN taskname | * [/F]'],
  query: ['SCHTASKS /Query [/FO TABLE | LIST | CSV] [/NH] [/V] [/TN taskname] [/XML [ONE]]'],
  change: [
    'SCHTASKS /Change /TN taskname { [/RU runasuser] [/RP runaspassword] [/TR taskrun] [/ST starttime]',
    '    [/RI interval] [ {/ET endtime | /DU duration} [/K] ] [/SD startdate] [/ED enddate]',
    '    [/ENABLE | /DISABLE] [/IT] [/Z] [/RL level] }',
  ],
  run: ['SCHTASKS /Run [/I] /TN taskname'],
  end: ['SCHTASKS /End /TN taskname'],
  showsid: ['SCHTASKS /ShowSid /TN taskname'],
};

export function schtasksHelp(command: string | null): string[] {
  const own = command === null ? undefined : parameters[command];
  if (own !== undefined) return ['', ...own];
  const summary: Readonly<Record<string, string>> = {
    create: 'Creates a new scheduled task.',
    delete: 'Deletes the scheduled task(s).',
    query: 'Displays all scheduled tasks.',
    change: 'Changes the properties of scheduled task.',
    run: 'Runs the scheduled task on demand.',
    end: 'Stops the currently running scheduled task.',
    showsid: 'Shows the security identifier corresponding to a scheduled task name.',
  };
  return [
    '',
    'SCHTASKS /parameter [arguments]',
    '',
    'Description:',
    '    Enables an administrator to create, delete, query, change, run and',
    '    end scheduled tasks.',
    '',
    'Parameter List:',
    ...Object.entries(summary).map(
      ([name, text]) => `    /${(name[0] ?? '').toUpperCase()}${name.slice(1).padEnd(14)}${text}`,
    ),
    '',
    '    /?             Displays this help message.',
  ];
}
