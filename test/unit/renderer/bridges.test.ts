import { describe, expect, it } from 'vitest';
import type { BridgeStatus } from '../../../src-renderer/bridge/bridge.js';
import { PreloadBridge } from '../../../src-renderer/bridge/preload-bridge.js';
import { Topics } from '../../../src-renderer/bridge/topics.js';
import type { BridgeAnswer, CaretakerBridge } from '../../../src-shared/contract/bridge.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import { demoSignals, demoStatus } from '../../support/demo/demo-machine.js';

/** Writes down what it is told: `event`, or `again`. */
function listener() {
  const heard: string[] = [];
  return { heard, event: () => void heard.push('event'), again: () => void heard.push('again') };
}

describe('topics', () => {
  it('hand events on while their numbers rise by one, else ask for the snapshot', () => {
    const topics = new Topics();
    const one = listener();
    expect(topics.add('signals.changed', one)).toBe(true);
    topics.deliver('signals.changed', 1, demoSignals);
    topics.deliver('signals.changed', 2, demoSignals);
    topics.deliver('signals.changed', 4, demoSignals);
    topics.deliver('signals.changed', 5, demoSignals);
    topics.deliver('tasks.changed', 1, demoSignals);
    expect(one.heard).toEqual(['event', 'event', 'again', 'event']);
  });

  it('count from one on a new connection, and ask everybody to look again', () => {
    const topics = new Topics();
    const one = listener();
    topics.add('signals.changed', one);
    topics.deliver('signals.changed', 1, demoSignals);
    topics.restart();
    topics.deliver('signals.changed', 1, demoSignals);
    expect(one.heard).toEqual(['event', 'again', 'event']);
  });

  it('tell the host of the first listener and of the last one gone', () => {
    const topics = new Topics();
    const [one, two] = [listener(), listener()];
    expect([topics.add('signals.changed', one), topics.add('signals.changed', two)]).toEqual([true, false]);
    expect(topics.names).toEqual(['signals.changed']);
    expect(topics.remove('signals.changed', one)).toBe(false);
    expect(topics.remove('signals.changed', two)).toBe(true);
    expect(topics.names).toEqual([]);
  });
});

describe('the bridge of the Electron window', () => {
  /** The preload's object, with a host that can be taken away. */
  function preload() {
    const listeners = new Map<string, (payload: unknown, seq: number) => void>();
    const given = {
      alive: true,
      answer: { kind: 'out', out: demoStatus } as BridgeAnswer,
      asked: [] as string[],
    };
    const host: CaretakerBridge = {
      request(name) {
        given.asked.push(name);
        return given.alive ? Promise.resolve(given.answer) : Promise.reject(new Error('gone'));
      },
      subscribe(event, heard) {
        listeners.set(event, heard);
        return () => void listeners.delete(event);
      },
    };
    const bridge = new PreloadBridge(host);
    const statuses: BridgeStatus['kind'][] = [];
    bridge.onStatus((status) => statuses.push(status.kind));
    return { given, bridge, listeners, statuses };
  }

  it('gives answers, and refusals as errors', async () => {
    const { given, bridge } = preload();
    await expect(bridge.call('maintenance.status', {})).resolves.toEqual(demoStatus);
    given.answer = { kind: 'refusal', refusal: refuse('nothing-due', 'Nothing is due.') };
    await expect(bridge.call('maintenance.start', {})).rejects.toMatchObject({
      name: 'Refused',
      refusal: { reason: 'nothing-due' },
    });
    bridge.close();
  });

  it('takes a snapshot at once, then numbered events, until it is let go', () => {
    const { bridge, listeners } = preload();
    const one = listener();
    const end = bridge.subscribe('maintenance.changed', one);
    listeners.get('maintenance.changed')?.(demoStatus, 1);
    listeners.get('maintenance.changed')?.(demoStatus, 3);
    expect(one.heard).toEqual(['again', 'event', 'again']);
    end();
    expect(listeners.size).toBe(0);
    bridge.close();
  });

  it('says that the host is gone, and comes back when it answers', async () => {
    const { given, bridge, statuses, listeners } = preload();
    const one = listener();
    bridge.subscribe('maintenance.changed', one);
    given.alive = false;
    await expect(bridge.call('maintenance.status', {})).rejects.toMatchObject({ name: 'Unreachable' });
    expect(statuses).toEqual(['connected', 'disconnected']);
    given.alive = true;
    bridge.retry();
    await expect.poll(() => statuses.at(-1)).toBe('connected');
    expect(given.asked.at(-1)).toBe('host.status');
    listeners.get('maintenance.changed')?.(demoStatus, 1);
    expect(one.heard).toEqual(['again', 'again', 'event']);
    bridge.close();
  });
});
