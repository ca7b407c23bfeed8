const hourMs = 3_600_000;

export const spanNames = ['day', 'week', 'month'] as const;
export type SpanName = (typeof spanNames)[number];

/** How far each picture looks back. */
export const spanMs: Record<SpanName, number> = {
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 30 * 24 * hourMs,
};
