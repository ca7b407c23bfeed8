/** Tests of the chain behind a maintenance task's state, and what releases them, besides the first ones of the panel. */
export const why = {
  'why.test.program': 'Has a program',
  'why.test.in-time': 'In time',
  'why.test.not-stopped': 'Maintenance not stopped by you',
  'why.test.catch-up': 'Catch-up not put off',
  'why.test.working': 'Working at full speed',
  'why.test.clock-set': 'Clock set',
  'why.test.battery-charge': 'Battery charged enough',
  'why.test.network': 'Network connected',
  'why.remedy.program': 'register a module for its class, or give it a program',
  'why.remedy.not-held': 'mend its program or definition, then run maintenance now',
  'why.remedy.maintenance-on': 'ask whoever set the policy',
  'why.remedy.working': 'leave the computer alone',
  'why.remedy.clock-set': 'set the clock; it is believed after ten minutes',
  'why.remedy.battery-charge': 'let the battery charge',
  'why.remedy.network': 'connect the network it asks for',
} as const;
