import type { InstanceInfo } from '../../../src-shared/model/instance.js';
import type { Words } from '../../state/words.svelte.js';
import type { GlyphName } from '../../ui/glyph-names.js';

/** How a run looks in a row. */
export function runFace(run: InstanceInfo, words: Words): { glyph: GlyphName; text: string } {
  switch (run.outcome) {
    case null: {
      const resting = run.suspended.at(-1)?.to === null;
      return resting
        ? { glyph: 'suspended', text: words.say('state.word.suspended') }
        : { glyph: 'running', text: words.say('state.word.running') };
    }
    case 'completed':
      return { glyph: 'done', text: words.say('state.word.done') };
    case 'failed':
      return { glyph: 'failed', text: words.say('state.word.failed') };
    case 'stopped':
      return { glyph: 'stopped', text: words.say('state.word.stopped') };
    case 'unknown':
      return { glyph: 'unknown', text: words.say('state.word.unknown') };
  }
}
