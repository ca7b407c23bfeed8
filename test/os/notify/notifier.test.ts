import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chooseNotifier } from '../../../src-main/adapters/notify/choose.js';
import { ChildProgram } from '../../support/child-program.js';
import { startPrivateBus } from '../../support/dbus.js';
import { eventually } from '../../support/eventually.js';
import { missing, titled } from '../../support/requirements.js';
import { sensorContext } from '../../support/sensor-context.js';
import { describeNotifier } from '../../ports/conformance/notifier.js';

const script = fileURLToPath(new URL('../../support/notification-daemon.py', import.meta.url));
const reason = missing('dbus-daemon', '/usr/bin/python3');

interface Shown {
  app: string;
  summary: string;
  body: string;
  urgency: number;
  byte: boolean;
  entry: string;
}

async function startDaemon(busAddress: string) {
  const program = new ChildProgram('/usr/bin/python3', [script, busAddress]);
  await program.line((line) => line === 'ready');
  const shown: Shown[] = [];
  program.child.stdout?.on('data', (chunk: Buffer) => {
    for (const line of chunk.toString('utf8').split('\n')) {
      if (line.startsWith('{')) shown.push(JSON.parse(line) as Shown);
    }
  });
  return { shown, stop: () => program.stop() };
}

describeNotifier(
  'a notification daemon on a session bus',
  async () => {
    const bus = await startPrivateBus();
    const daemon = await startDaemon(bus.address);
    return {
      notifier: chooseNotifier(sensorContext({ DBUS_SESSION_BUS_ADDRESS: bus.address }), 'linux'),
      shown: () => daemon.shown.map(({ summary }) => summary),
      async close() {
        await daemon.stop();
        await bus.stop();
      },
    };
  },
  reason,
);

describe.skipIf(reason !== null)(titled('notices on a desktop', reason), () => {
  it('carry name, urgency and text that is no markup', async () => {
    const bus = await startPrivateBus();
    const daemon = await startDaemon(bus.address);
    const notifier = chooseNotifier(sensorContext({ DBUS_SESSION_BUS_ADDRESS: bus.address }), 'linux');
    notifier.notify({ key: 'a', title: 'Overdue', body: '\\Backup\\<Home> & more', urgency: 'critical' });
    await eventually(() => daemon.shown.length === 1);
    expect(daemon.shown[0]).toEqual({
      app: 'Caretaker',
      summary: 'Overdue',
      body: '\\Backup\\&lt;Home&gt; &amp; more',
      urgency: 2,
      byte: true,
      entry: 'caretaker',
    });
    await notifier.close();
    await daemon.stop();
    await bus.stop();
  });

  it('go to the log where no daemon takes them, and where there is no session', async () => {
    const bus = await startPrivateBus();
    for (const env of [{ DBUS_SESSION_BUS_ADDRESS: bus.address }, {}]) {
      const warnings: string[] = [];
      const context = sensorContext(env);
      const log = { ...context.log, warn: (message: string) => void warnings.push(message) };
      const notifier = chooseNotifier({ ...context, log }, 'linux');
      notifier.notify({ key: 'a', title: 'Overdue', body: 'Backup', urgency: 'normal' });
      await eventually(() => warnings.length > 0);
      expect(warnings).toEqual(['Overdue: Backup']);
      await notifier.close();
    }
    await bus.stop();
  });
});
