import { MachineLoadSensor } from '../../src-main/adapters/load/load-sensor.js';
import { FakeClock } from '../support/fakes/fake-clock.js';
import { FakeLoadSensor } from '../support/fakes/fake-load-sensor.js';
import { FakeLoadProbe } from '../support/fakes/fake-load-probe.js';
import { silentLog } from '../support/sensor-context.js';
import { describeLoadSensor } from './conformance/load.js';

describeLoadSensor('fake', false, () => {
  const clock = new FakeClock();
  const sensor = new FakeLoadSensor(clock);
  return {
    sensor,
    windowMs: 60_000,
    work: (percent) => sensor.setPercent(percent),
    ownWork: null,
    silence: () => sensor.setReadable(false),
    pass: (ms) => clock.pass(ms),
    ownCpuMs: () => 0,
    close: () => undefined,
  };
});

describeLoadSensor('the real one over counters set by hand', true, () => {
  const clock = new FakeClock();
  const probe = new FakeLoadProbe(clock);
  return {
    sensor: new MachineLoadSensor({ clock, log: silentLog, env: {} }, [probe]),
    windowMs: 60_000,
    work: (percent) => probe.set({ cpuPercent: percent }),
    ownWork: (percent) => probe.set({ ownPercent: percent }),
    silence: () => (probe.readable = false),
    pass: (ms) => clock.pass(ms),
    ownCpuMs: () => probe.ownCpuMs(),
    close: () => undefined,
  };
});
