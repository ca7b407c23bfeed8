import type { BusyReading } from '../../../src-main/core/signals/readings.js';
import type { BusySensor } from '../../../src-main/ports/sensors.js';
import { FakeReadingSensor } from './fake-reading-sensor.js';

/** What the machine is busy with is what the test sets; the list of programs is kept for it to see. */
export class FakeBusySensor extends FakeReadingSensor<BusyReading> implements BusySensor {
  watched: string[] = [];

  constructor() {
    super('busy', { causes: [] }, ({ causes }) => causes.join(', ') || 'no');
  }

  watchPrograms(programs: string[]): void {
    this.watched = programs;
  }
}
