import type { EventLevel, EventRecord, LogName } from '../../../src-shared/model/record.js';
import type { Words } from '../../state/words.svelte.js';
import type { GlyphName } from '../../ui/glyph-names.js';

// The schema's own lists would bring the schema library into the panel.
export const logs: readonly LogName[] = [
  'TaskScheduler/Maintenance',
  'TaskScheduler/Operational',
  'TaskScheduler/Diagnostic',
  'System',
];
export const levels: readonly EventLevel[] = ['Critical', 'Error', 'Warning', 'Information', 'Verbose'];

export const levelGlyphs: Record<EventLevel, GlyphName> = {
  Critical: 'failed',
  Error: 'failed',
  Warning: 'overdue',
  Information: 'info',
  Verbose: 'info',
};

/** How often a folded row was noted; 1 for a plain one. */
export function repeats(record: EventRecord): number {
  const count = Number(record.data['Count'] ?? 1);
  return record.id === 906 && Number.isFinite(count) ? count : 1;
}

/** The record as a person would paste it into a message. */
export function asText(record: EventRecord, words: Words): string {
  const lines = [
    `${record.at}  ${record.level}  ${record.log}  ${record.id}`,
    words.event(record),
    ...(record.task === null ? [] : [`task: ${record.task}`]),
    ...(record.service === null ? [] : [`service: ${record.service}`]),
    ...(record.instance === null ? [] : [`instance: ${record.instance}`]),
    ...Object.entries(record.data).map(([name, value]) => `${name}: ${String(value)}`),
  ];
  return `${lines.join('\n')}\n`;
}
