import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventNames } from '../../src-shared/contract/table.js';
import { openDoors } from '../support/doors.js';
import type { Doors, RawClient } from '../support/doors.js';
import { fakeDesk } from '../support/fake-desk.js';
import type { FakeDesk } from '../support/fake-desk.js';

describe.each(['local', 'webSocket'] as const)('events over the %s', (transport) => {
  let desk: FakeDesk;
  let doors: Doors;
  let client: RawClient;

  beforeEach(async () => {
    desk = fakeDesk();
    doors = await openDoors(desk);
    client = await doors[transport]();
  });
  afterEach(async () => {
    await client.close();
    await doors.close();
  });

  async function tell(kind: 'subscribe' | 'unsubscribe', event: string, id: number): Promise<unknown> {
    client.send(JSON.stringify({ kind, id, event }));
    return client.next((message) => 'id' in message && message.id === id);
  }

  it.each(eventNames)('%s is numbered from 1 and ends with its subscription', async (event) => {
    expect(await tell('subscribe', event, 1)).toMatchObject({ kind: 'answer' });
    expect(await tell('subscribe', event, 2)).toMatchObject({ kind: 'answer' });
    expect(desk.listeners(event)).toBe(1);
    desk.emit(event, ['first']);
    desk.emit(event, ['second']);
    expect(await client.next((message) => message.kind === 'event')).toEqual({
      kind: 'event',
      event,
      seq: 1,
      payload: ['first'],
    });
    expect(await client.next((message) => message.kind === 'event')).toMatchObject({ seq: 2 });
    expect(await tell('unsubscribe', event, 3)).toMatchObject({ kind: 'answer' });
    expect(desk.listeners(event)).toBe(0);
  });

  it('an unknown event is refused', async () => {
    for (const event of ['tasks.list', 'tasks.unheard', '', 'constructor']) {
      expect(await tell('subscribe', event, 7)).toMatchObject({
        kind: 'refusal',
        refusal: { reason: 'unknown-request' },
      });
    }
  });

  it('a client that leaves takes its subscriptions with it', async () => {
    await tell('subscribe', 'tasks.changed', 1);
    await client.close();
    await expect.poll(() => desk.listeners('tasks.changed')).toBe(0);
  });

  it('a client that does not read loses events, keeps the host small, and sees the gap', async () => {
    await tell('subscribe', 'signals.changed', 1);
    client.pause();
    const payload = 'x'.repeat(256 * 1024);
    for (let turn = 0; turn < 200; turn += 1) {
      desk.emit('signals.changed', payload);
      await new Promise((resolve) => setImmediate(resolve));
    }
    client.resume();
    const numbers: number[] = [];
    while (numbers.at(-1) !== 200) {
      const message = await client.next((one) => one.kind === 'event');
      if (message.kind === 'event') numbers.push(message.seq);
    }
    expect(numbers.length).toBeLessThan(60);
    expect(numbers[0]).toBe(1);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });
});
