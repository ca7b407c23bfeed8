import type { PresenceSensor, SensorContext } from '../../ports/sensors.js';
import { run } from '../child/run.js';
import { PolledPresenceSensor } from './polled-presence.js';

/** The HID system's idle time, for headless hosts on macOS; the desktop app asks Electron. */
export function darwinPresenceSensor(context: SensorContext): PresenceSensor {
  return new PolledPresenceSensor(context, {
    source: 'hid-idle-time',
    idleMs: async () =>
      parseHidIdleTime(
        await run('/usr/sbin/ioreg', ['-c', 'IOHIDSystem', '-d', '4'], {
          env: context.env,
          timeoutMs: 2_000,
        }),
      ),
    remedy: 'Start the desktop app, or let Caretaker run ioreg.',
  });
}

/** `"HIDIdleTime" = 4512345678`, nanoseconds; null where it is not said. */
export function parseHidIdleTime(text: string): number | null {
  const found = /"HIDIdleTime" = (\d+)/.exec(text)?.[1];
  return found === undefined ? null : Math.floor(Number(found) / 1e6);
}
