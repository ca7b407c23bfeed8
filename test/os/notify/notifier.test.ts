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
  /** Words and labels by turns. */
  actions: string[];
  id: number;
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
  return {
    shown,
    press: (id: number, word: string) => void program.child.stdin?.write(`press ${id} ${word}\n`),
    stop: () => program.stop(),
  };
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
      actions: ['default', ''],
      id: 1,
    });
    await notifier.close();
    await daemon.stop();
    await bus.stop();
  });

  it('WAM-52 UI-25 have buttons, and tell which one was pressed', async () => {
    const bus = await startPrivateBus();
    const daemon = await startDaemon(bus.address);
    const notifier = chooseNotifier(sensorContext({ DBUS_SESSION_BUS_ADDRESS: bus.address }), 'linux');
    const pressed: string[] = [];
    notifier.onAction((key, action) => pressed.push(`${key} ${action}`));
    const actions = [
      { action: 'run-now' as const, label: 'Run now' },
      { action: 'postpone' as const, label: 'Postpone' },
    ];
    notifier.notify({ key: 'one', title: 'One', body: 'b', urgency: 'normal', actions });
    notifier.notify({ key: 'two', title: 'Two', body: 'b', urgency: 'normal', actions });
    await eventually(() => daemon.shown.length === 2);
    expect(daemon.shown[0]?.actions).toEqual(['run-now', 'Run now', 'postpone', 'Postpone', 'default', '']);
    const ids = Object.fromEntries(daemon.shown.map(({ summary, id }) => [summary, id]));
    daemon.press(ids['Two'] ?? 0, 'postpone');
    await eventually(() => pressed.length === 1);
    daemon.press(ids['One'] ?? 0, 'default');
    await eventually(() => pressed.length === 2);
    // Closed by then: a second press of the same one is nobody's.
    daemon.press(ids['Two'] ?? 0, 'run-now');
    daemon.press(99, 'run-now');
    notifier.notify({ key: 'three', title: 'Three', body: 'b', urgency: 'normal', actions });
    await eventually(() => daemon.shown.length === 3);
    daemon.press(daemon.shown[2]?.id ?? 0, 'run-now');
    await eventually(() => pressed.length === 3);
    expect(pressed).toEqual(['two postpone', 'one open-panel', 'three run-now']);
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
