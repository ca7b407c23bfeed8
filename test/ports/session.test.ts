import type { SessionReading } from '../../src-main/core/signals/readings.js';
import { FakeReadingSensor } from '../support/fakes/fake-reading-sensor.js';
import { describeSessionSensor } from './conformance/session.js';

describeSessionSensor('fake', () => {
  const session = { id: 'c9', user: 'ana', active: true, locked: false, remote: false };
  const sensor = new FakeReadingSensor<SessionReading>(
    'session',
    { sessions: [session] },
    ({ sessions }) => sessions?.map(({ user }) => user).join(', ') ?? 'unknown',
  );
  return Promise.resolve({
    sensor,
    source: 'fake',
    user: 'ana',
    lock: (locked) => Promise.resolve(sensor.set({ sessions: [{ ...session, locked }] })),
    logOff: () => Promise.resolve(sensor.set({ sessions: [] })),
    close: () => Promise.resolve(),
  });
});
