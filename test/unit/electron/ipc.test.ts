import type { WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { channels } from '../../../src-main/hosts/electron/channels.js';
import { openIpc } from '../../../src-main/hosts/electron/ipc.js';
import type { Principal } from '../../../src-shared/contract/define.js';
import type { Desk } from '../../../src-main/ports/desk.js';
import { FakeContents, FakeElectron } from '../../support/fake-electron.js';

const owner: Principal = { kind: 'administrator', name: 'ana' };

function door() {
  const electron = new FakeElectron();
  const calls: { request: string; input: unknown; by: Principal }[] = [];
  const listeners = new Map<string, (payload: unknown) => void>();
  const desk: Desk = {
    call: (request, input, by) => {
      calls.push({ request, input, by });
      return Promise.resolve({ kind: 'out', out: { asked: request } });
    },
    subscribe: (event, _by, listener) => {
      listeners.set(event, listener);
      return () => listeners.delete(event);
    },
  };
  const ours = new FakeContents();
  const close = openIpc(
    electron.parts(),
    desk,
    owner,
    (contents: WebContents) => (contents as unknown) === ours,
  );
  return { electron, calls, listeners, ours, close };
}

describe('the contract over Electron IPC', () => {
  it('passes a request on as its owner', async () => {
    const { electron, calls, ours } = door();
    const answer = await electron.invoke(ours, channels.request, ['maintenance.start', { all: true }]);
    expect(answer).toEqual({ kind: 'out', out: { asked: 'maintenance.start' } });
    expect(calls).toEqual([{ request: 'maintenance.start', input: { all: true }, by: owner }]);
  });

  it.each([
    ['a page from elsewhere', { url: 'https://example.org/', parent: null }],
    ['a frame inside the panel', { url: 'caretaker://panel/index.html', parent: {} }],
    ['a frame that is gone', null],
  ])('refuses %s', async (_name, frame) => {
    const { electron, calls, ours, listeners } = door();
    const answer = await electron.invoke(ours, channels.request, ['host.stop', {}], frame);
    expect(answer).toMatchObject({ kind: 'refusal', refusal: { reason: 'access-denied' } });
    expect(await electron.invoke(ours, channels.subscribe, ['tasks.changed'], frame)).toBe(false);
    expect(calls).toEqual([]);
    expect(listeners.size).toBe(0);
  });

  it('refuses a window that is not its own', async () => {
    const { electron, calls } = door();
    const answer = await electron.invoke(new FakeContents(), channels.request, ['host.stop', {}]);
    expect(answer).toMatchObject({ kind: 'refusal', refusal: { reason: 'access-denied' } });
    expect(calls).toEqual([]);
  });

  it('refuses a request without a name and an event that the contract does not know', async () => {
    const { electron, ours, listeners } = door();
    expect(await electron.invoke(ours, channels.request, [{}, {}])).toMatchObject({
      refusal: { reason: 'unknown-request' },
    });
    expect(await electron.invoke(ours, channels.subscribe, ['tasks.list'])).toBe(false);
    expect(await electron.invoke(ours, channels.subscribe, ['constructor'])).toBe(false);
    expect(listeners.size).toBe(0);
  });

  it('numbers events per topic from 1, and once however often it is asked', async () => {
    const { electron, ours, listeners } = door();
    await electron.invoke(ours, channels.subscribe, ['tasks.changed']);
    await electron.invoke(ours, channels.subscribe, ['tasks.changed']);
    await electron.invoke(ours, channels.subscribe, ['signals.changed']);
    listeners.get('tasks.changed')?.('a');
    listeners.get('tasks.changed')?.('b');
    listeners.get('signals.changed')?.('c');
    expect(ours.sent.map(({ args }) => args)).toEqual([
      ['tasks.changed', 1, 'a'],
      ['tasks.changed', 2, 'b'],
      ['signals.changed', 1, 'c'],
    ]);
  });

  it('ends subscriptions when asked, when the page is loaded anew, and with the window', async () => {
    const { electron, ours, listeners } = door();
    await electron.invoke(ours, channels.subscribe, ['tasks.changed']);
    await electron.invoke(ours, channels.unsubscribe, ['tasks.changed']);
    expect(listeners.size).toBe(0);
    await electron.invoke(ours, channels.subscribe, ['tasks.changed']);
    ours.emit('did-navigate');
    expect(listeners.size).toBe(0);
    await electron.invoke(ours, channels.subscribe, ['tasks.changed']);
    ours.emit('destroyed');
    expect(listeners.size).toBe(0);
  });

  it('closes: no handlers, no subscriptions', async () => {
    const { electron, ours, listeners, close } = door();
    await electron.invoke(ours, channels.subscribe, ['tasks.changed']);
    close();
    expect(electron.handlers.size).toBe(0);
    expect(listeners.size).toBe(0);
  });
});
