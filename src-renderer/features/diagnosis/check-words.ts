import type { CheckId, CheckState, DiagnosisCheck } from '../../../src-shared/model/diagnosis.js';
import type { Words } from '../../state/words.svelte.js';
import type { GlyphName } from '../../ui/glyph-names.js';

/** A check that fails is a fault here, unlike a test that a start waits for. */
export const checkGlyphs: Record<CheckState, GlyphName> = {
  ok: 'done',
  problem: 'overdue',
  unknown: 'unknown',
  'not-applicable': 'skipped',
};

/** Checks of running come first, those of waking after them. */
const running = new Set<CheckId>([
  'maintenance-enabled',
  'sensors',
  'low-power',
  'starved-tasks',
  'task-settings',
  'task-enabled',
]);

export const isAboutRunning = ({ id }: DiagnosisCheck): boolean => running.has(id);

const powerAt = /^(ac|battery|unknown) at (\S+Z)$/;
const shareOf = /^(\d+)\/(\d+)(?: with Period and Deadline)?$/;
const signalValue = /^(power|idle) (\S+)$/;

/** What was found: words of the host in the reader's language, values of the system as they are. */
export function foundText({ id, value }: DiagnosisCheck, words: Words): string {
  const [, power, at] = powerAt.exec(value) ?? [];
  if (power !== undefined && at !== undefined) return `${words.value(power)}, ${words.moment(at)}`;
  if (id === 'starved-tasks') return words.say('diagnosis.starved', { count: Number(value) });
  const [, some, all] = shareOf.exec(value) ?? [];
  if (some !== undefined && all !== undefined) return words.say('diagnosis.share', { some, all });
  const parts = value.split(', ').map((part) => signalValue.exec(part));
  if (parts.every((part) => part !== null)) {
    return parts
      .map(([, name = '', told = '']) => `${words.known(`signal.${name}`) ?? name}: ${words.value(told)}`)
      .join(', ');
  }
  return words.value(value);
}

/** Where it was found, or null where there is no place to name. */
export function howText({ how }: DiagnosisCheck, words: Words): string | null {
  if (how === 'no source') return null;
  const place = words.known(`how.${how}`) ?? how;
  return words.say('diagnosis.how', { how: place });
}
