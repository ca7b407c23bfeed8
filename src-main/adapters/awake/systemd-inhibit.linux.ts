import type { KeepAwake } from '../../ports/keep-awake.js';
import type { SensorContext } from '../../ports/sensors.js';
import { findCommand } from '../child/command.js';
import { inhibitorOwner } from '../dbus/logind.js';
import { InhibitorChild } from './inhibitor-child.js';

/** logind's lock against idle actions and sleep, by systemd's or elogind's tool; null without either. */
export function logindKeepAwake(context: SensorContext): KeepAwake | null {
  const command = findCommand('systemd-inhibit', context.env) ?? findCommand('elogind-inhibit', context.env);
  // It ends when its input does, so that the lock cannot outlive the host.
  const holder = findCommand('cat', context.env);
  if (command === null || holder === null) return null;
  return new InhibitorChild(context, {
    command,
    args: (why) => ['--what=idle:sleep', '--mode=block', `--who=${inhibitorOwner}`, `--why=${why}`, holder],
    remedy: 'Start systemd-logind, and let Caretaker take block locks for sleep.',
  });
}
