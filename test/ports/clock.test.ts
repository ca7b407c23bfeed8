import { FakeClock } from '../support/fakes/fake-clock.js';
import { describeClock } from './conformance/clock.js';

describeClock('fake', true, () => {
  const clock = new FakeClock();
  return {
    clock,
    pass: (ms) => clock.pass(ms),
    tamper: {
      shiftWall: (ms) => clock.shiftWall(ms),
      setZone: (zone) => clock.setZone(zone),
      sleep: (ms) => clock.sleep(ms),
    },
    close: () => undefined,
  };
});
