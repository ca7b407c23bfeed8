const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:us|usec|µs|μs)$/, 1e-6],
  [/^(?:ms|msec)$/, 1e-3],
  [/^(?:|s|sec|second|seconds)$/, 1],
  [/^(?:m|min|minute|minutes)$/, 60],
  [/^(?:h|hr|hour|hours)$/, 3600],
  [/^(?:d|day|days)$/, 86_400],
  [/^(?:w|week|weeks)$/, 604_800],
  [/^(?:M|month|months)$/, 2_629_800],
  [/^(?:y|year|years)$/, 31_557_600],
];

/**
 * Seconds of a time span as systemd.time(7) writes it: `5min 20s`, `1h`, `90`; null when it is none.
 * `infinity` is Infinity.
 */
export function readTimeSpan(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === 'infinity') return Number.POSITIVE_INFINITY;
  if (trimmed === '' || trimmed.length > 200) return null;
  let rest = trimmed;
  let total = 0;
  while (rest !== '') {
    const match = /^(\d{1,12}(?:\.\d{1,9})?)\s*([A-Za-zµμ]*)\s*/.exec(rest);
    if (match === null) return null;
    const unit = units.find(([form]) => form.test(match[2] ?? ''));
    if (unit === undefined) return null;
    total += Number(match[1]) * unit[1];
    rest = rest.slice(match[0].length);
  }
  return total;
}
