import type { SignalInfo, SignalName } from '../../../src-shared/model/signal.js';
import type { MessageKey } from '../../../src-shared/wording/message.js';
import type { GlyphName, Tone } from '../../ui/glyph-names.js';

/** What decides most comes first. */
const order: readonly SignalName[] = [
  'idle',
  'power',
  'busy',
  'load',
  'battery',
  'session',
  'networks',
  'addresses',
  'devices',
  'system',
  'processControl',
  'clock',
  'zone',
];

export function cardOrder(name: SignalName): number {
  const at = order.indexOf(name);
  return at === -1 ? order.length : at;
}

/** Values that can contradict each other; other sources only say how they stand. */
const opposites = [
  ['idle', 'active'],
  ['ac', 'battery'],
];

type Other = SignalInfo['others'][number];

/** Whether a source (or, without one, any) says the opposite of the one in use. */
export function disagrees(signal: SignalInfo, other?: Other): boolean {
  const pair = opposites.find((values) => values.includes(signal.value));
  if (pair === undefined) return false;
  const against = (source: Other) => source.value !== signal.value && pair.includes(source.value);
  return other === undefined ? signal.others.some(against) : against(other);
}

type VerdictWord = MessageKey & `signals.verdict.${string}`;

/** How far the value may be trusted, at one glance. */
export function verdictOf(signal: SignalInfo): { glyph: GlyphName; tone: Tone; word: VerdictWord } {
  if (signal.value === 'not watched') {
    return { glyph: 'info', tone: 'quiet', word: 'signals.verdict.resting' };
  }
  if (signal.value === 'unknown' || signal.confidence === 'none') {
    return { glyph: 'unknown', tone: 'quiet', word: 'signals.verdict.unknown' };
  }
  if (disagrees(signal)) return { glyph: 'overdue', tone: 'warn', word: 'signals.verdict.disagree' };
  if (signal.confidence === 'low') return { glyph: 'info', tone: 'quiet', word: 'signals.verdict.weak' };
  if (signal.confidence === 'medium') return { glyph: 'info', tone: 'quiet', word: 'signals.verdict.polled' };
  return { glyph: 'holds', tone: 'done', word: 'signals.verdict.sure' };
}
