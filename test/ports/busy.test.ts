import { FakeBusySensor } from '../support/fakes/fake-busy-sensor.js';
import { describeBusySensor } from './conformance/busy.js';

describeBusySensor('fake', () => {
  const sensor = new FakeBusySensor();
  return Promise.resolve({
    sensor,
    source: 'fake',
    cause: 'call',
    begin: () => Promise.resolve(sensor.set({ causes: ['call'] })),
    end: () => Promise.resolve(sensor.set({ causes: [] })),
    close: () => Promise.resolve(),
  });
});
