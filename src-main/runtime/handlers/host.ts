import { refuse } from '../../../src-shared/failure/refusal.js';
import { Refused, type Handlers, type Office } from './handler.js';

export function hostHandlers({ parts, since }: Office): Handlers<'host'> {
  return {
    'host.status': () => ({
      pid: parts.pid,
      home: parts.home,
      panel: parts.panel()?.address ?? null,
      version: parts.version,
      host: parts.hostKind,
      since,
    }),
    'host.panel': () => {
      const panel = parts.panel();
      if (panel === null)
        throw new Refused(refuse('no-handler', 'This host serves no panel; open its window.'));
      return { url: panel.link() };
    },
    'host.stop': () => {
      // The answer goes out before the doors close.
      setImmediate(() => parts.onStopRequested());
      return {};
    },
  };
}
