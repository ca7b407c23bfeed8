import type { KeepAwake } from '../../ports/keep-awake.js';
import type { SensorContext } from '../../ports/sensors.js';
import { InhibitorChild } from './inhibitor-child.js';

/** `caffeinate -i`: no idle sleep, the display may sleep. `-w`: it ends with this process. */
export function caffeinateKeepAwake(context: SensorContext): KeepAwake {
  return new InhibitorChild(context, {
    command: '/usr/bin/caffeinate',
    args: () => ['-i', '-w', String(process.pid)],
    remedy: 'Let Caretaker run caffeinate.',
  });
}
