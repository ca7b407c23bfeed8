import { FakeSystemSensor } from '../support/fakes/fake-system-sensor.js';
import { describeSystemSensor } from './conformance/system.js';

describeSystemSensor('fake', () => {
  const sensor = new FakeSystemSensor();
  return Promise.resolve({
    sensor,
    source: 'fake',
    sleep: () => sensor.sleep(),
    wake: () => sensor.wake(),
    shutDown: () => sensor.shutDown(),
    close: () => Promise.resolve(),
  });
});
