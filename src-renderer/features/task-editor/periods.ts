/** Durations that the editor offers; one written elsewhere is offered beside them. */
export const offered = {
  period: ['P1D', 'P2D', 'P3D', 'P1W', 'P2W', 'P1M', 'P3M'],
  deadline: ['P2D', 'P3D', 'P1W', 'P2W', 'P1M', 'P2M', 'P6M'],
  delay: ['PT30S', 'PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H'],
  repeat: ['PT1M', 'PT5M', 'PT10M', 'PT15M', 'PT30M', 'PT1H', 'PT6H'],
  repeatFor: ['PT15M', 'PT30M', 'PT1H', 'PT12H', 'P1D'],
  restart: ['PT1M', 'PT5M', 'PT15M', 'PT1H'],
  limit: ['PT30M', 'PT1H', 'PT4H', 'PT12H', 'P1D', 'PT72H'],
  retryAfter: ['PT15M', 'PT1H', 'PT6H', 'P1D'],
} as const;
export type PeriodKind = keyof typeof offered;

/** The choices of a kind, the present value among them. */
export function periodsOf(kind: PeriodKind, present: string | null): string[] {
  const list: readonly string[] = offered[kind];
  return present === null || list.includes(present) ? [...list] : [present, ...list];
}
