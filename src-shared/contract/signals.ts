import { z } from 'zod';
import { SignalInfo } from '../model/signal.js';
import { event, request } from './define.js';

export const signals = {
  list: request({ in: z.strictObject({}), out: z.array(SignalInfo), right: 'read' }),
  /** The signals that changed. */
  changed: event(z.array(SignalInfo)),
};
