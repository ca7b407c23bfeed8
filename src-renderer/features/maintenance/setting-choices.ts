/** What the settings card offers; a value set elsewhere (command line, manifest) is offered beside them. */
const offered = {
  window: ['PT30M', 'PT1H', 'PT2H', 'PT3H', 'PT4H', 'PT6H'],
  randomDelay: ['PT0S', 'PT15M', 'PT30M', 'PT1H', 'PT2H'],
  idleAfter: ['PT1M', 'PT2M', 'PT4M', 'PT10M', 'PT15M', 'PT30M', 'PT1H'],
} as const;

/** The choices of a setting, the present value among them. */
export function choices(name: keyof typeof offered, present: string): string[] {
  const list: readonly string[] = offered[name];
  return list.includes(present) || present === '' ? [...list] : [present, ...list];
}

/** Each half hour of the day, and the present time. */
export function timeChoices(present: string): string[] {
  const times = Array.from({ length: 48 }, (_, half) => {
    const hour = String(Math.floor(half / 2)).padStart(2, '0');
    return `${hour}:${half % 2 === 0 ? '00' : '30'}`;
  });
  return times.includes(present) || present === '' ? times : [...times, present].sort();
}
