import type { BusyReading } from '../../src-main/core/signals/readings.js';
import { FakeReadingSensor } from '../support/fakes/fake-reading-sensor.js';
import { describeBusySensor } from './conformance/busy.js';

describeBusySensor('fake', () => {
  const sensor = new FakeReadingSensor<BusyReading>(
    'busy',
    { causes: [] },
    ({ causes }) => causes.join(', ') || 'no',
  );
  return Promise.resolve({
    sensor,
    source: 'fake',
    cause: 'call',
    begin: () => Promise.resolve(sensor.set({ causes: ['call'] })),
    end: () => Promise.resolve(sensor.set({ causes: [] })),
    close: () => Promise.resolve(),
  });
});
