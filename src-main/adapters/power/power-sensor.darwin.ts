import type { PowerReading } from '../../core/signals/readings.js';
import type { PowerSensor, SensorContext } from '../../ports/sensors.js';
import { AskedPowerSource } from './asked-power.js';
import { RankedPowerSensor } from './power-sensor.js';

/** `pmset -g batt`, cheap enough for twice a minute. */
export function darwinPowerSensor(context: SensorContext): PowerSensor {
  const source = new AskedPowerSource(
    { name: 'pmset', command: '/usr/bin/pmset', args: ['-g', 'batt'], everyMs: 30_000, parse: parsePmset },
    context,
  );
  return new RankedPowerSensor({
    clock: context.clock,
    sources: [source],
    remedy: 'Start the desktop app, or let Caretaker run pmset.',
  });
}

/** "Now drawing from 'AC Power'", then a line per battery, of which the built-in one counts. */
export function parsePmset(text: string): PowerReading | null {
  const drawing = /Now drawing from '([^']+)'/.exec(text)?.[1];
  const charge = /InternalBattery[^\n]*?(\d{1,3})%/.exec(text)?.[1];
  const percent = charge === undefined ? null : Number(charge);
  if (drawing === 'AC Power') return { source: 'ac', percent };
  // A UPS that carries the machine is a battery too.
  return drawing === 'Battery Power' || drawing === 'UPS Power' ? { source: 'battery', percent } : null;
}
