import type { Handlers, Office } from './handler.js';

export function signalHandlers({ signals }: Office): Handlers<'signals'> {
  return { 'signals.list': () => signals() };
}
