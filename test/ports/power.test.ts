import { FakePowerSensor } from '../support/fakes/fake-power-sensor.js';
import { describePowerSensor } from './conformance/power.js';

describePowerSensor('fake', () => {
  let source: 'ac' | 'battery' = 'ac';
  let percent = 100;
  const sensor = new FakePowerSensor({ source, percent });
  const show = (): Promise<void> => {
    sensor.set({ source, percent });
    return Promise.resolve();
  };
  return Promise.resolve({
    sensor,
    source: 'fake',
    setAc: (online) => ((source = online ? 'ac' : 'battery'), show()),
    setCharge: (charge) => ((percent = charge), show()),
    silence: () => Promise.resolve(sensor.set(null)),
    close: () => Promise.resolve(),
  });
});
