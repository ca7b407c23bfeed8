import { FakePresenceSensor } from '../support/fakes/fake-presence-sensor.js';
import { sensorContext } from '../support/sensor-context.js';
import { describePresenceSensor } from './conformance/presence.js';

describePresenceSensor('fake', () => {
  const sensor = new FakePresenceSensor(sensorContext().clock);
  return Promise.resolve({
    sensor,
    source: 'fake',
    touch: () => Promise.resolve(sensor.touch()),
    silence: () => Promise.resolve(sensor.silence()),
    close: () => Promise.resolve(),
  });
});
