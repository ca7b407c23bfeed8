import { EventEmitter } from 'node:events';
import type { Notification } from 'electron';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { LogNotifier } from '../../src-main/adapters/notify/log-notifier.js';
import {
  ElectronNotifier,
  type NotificationClass,
} from '../../src-main/adapters/notify/notifier.electron.js';
import { FakeNotifier } from '../support/fakes/fake-notifier.js';
import { silentLog } from '../support/sensor-context.js';
import { describeNotifier } from './conformance/notifier.js';

describeNotifier('fake', () => {
  const notifier = new FakeNotifier();
  return Promise.resolve({
    notifier,
    shown: () => notifier.shown.map(({ title }) => title),
    close: () => Promise.resolve(),
  });
});

describeNotifier('log', () => {
  const lines: string[] = [];
  const take = (message: string) => void lines.push(message.replace(/: Backup.*$/, ''));
  return Promise.resolve({
    notifier: new LogNotifier({ ...silentLog, warn: take, error: take }),
    shown: () => lines,
    close: () => Promise.resolve(),
  });
});

/** Electron's class as far as it is used. */
function notificationClass(supported = true) {
  const shown: (EventEmitter & { title: string; urgency: string; actions: unknown[] })[] = [];
  class FakeNotification extends EventEmitter {
    static isSupported() {
      return supported;
    }
    readonly title: string;
    readonly urgency: string;
    readonly actions: unknown[];
    constructor(options: { title: string; body: string; urgency: string; actions: unknown[] }) {
      super();
      this.title = options.title;
      this.urgency = options.urgency;
      this.actions = options.actions;
    }
    show(): void {
      shown.push(this);
    }
  }
  return { kind: FakeNotification, shown };
}

describeNotifier('Electron, over a fake Notification', () => {
  const { kind, shown } = notificationClass();
  return Promise.resolve({
    notifier: new ElectronNotifier(kind, silentLog, () => undefined),
    shown: () => shown.map(({ title }) => title),
    close: () => Promise.resolve(),
  });
});

describe('Electron notifier', () => {
  it('fits the real class', () => {
    expectTypeOf<typeof Notification>().toExtend<NotificationClass>();
  });

  it('opens the window of a clicked notice, and passes the urgency on', () => {
    const { kind, shown } = notificationClass();
    const clicked: string[] = [];
    const notifier = new ElectronNotifier(kind, silentLog, (key) => clicked.push(key));
    notifier.notify({ key: 'k', title: 't', body: 'b', urgency: 'critical' });
    shown[0]?.emit('click');
    shown[0]?.emit('close');
    expect({ clicked, urgency: shown[0]?.urgency }).toEqual({ clicked: ['k'], urgency: 'critical' });
  });

  it('tells which button was pressed; the one for the window opens it', () => {
    const { kind, shown } = notificationClass();
    const clicked: string[] = [];
    const pressed: string[] = [];
    const notifier = new ElectronNotifier(kind, silentLog, (key) => clicked.push(key));
    notifier.onAction((key, action) => pressed.push(`${key} ${action}`));
    const actions = [
      { action: 'run-now' as const, label: 'Run now' },
      { action: 'open-panel' as const, label: 'Open Caretaker' },
    ];
    notifier.notify({ key: 'k', title: 't', body: 'b', urgency: 'normal', actions });
    expect(shown[0]?.actions).toEqual([
      { type: 'button', text: 'Run now' },
      { type: 'button', text: 'Open Caretaker' },
    ]);
    for (const index of [0, 1, 2]) shown[0]?.emit('action', {}, index);
    expect({ clicked, pressed }).toEqual({ clicked: ['k'], pressed: ['k run-now'] });
  });

  it('writes to the log where the system shows none', () => {
    const { kind, shown } = notificationClass(false);
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
    new ElectronNotifier(kind, log, () => undefined).notify({
      key: 'k',
      title: 't',
      body: 'b',
      urgency: 'normal',
    });
    expect({ warnings, shown }).toEqual({ warnings: ['t: b'], shown: [] });
  });
});
