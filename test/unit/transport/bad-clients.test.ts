import { stat } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { longestMessage } from '../../../src-shared/contract/lines.js';
import { openDoors } from '../../support/doors.js';
import type { Doors, RawClient } from '../../support/doors.js';
import { fakeDesk } from '../../support/fake-desk.js';
import type { FakeDesk } from '../../support/fake-desk.js';

let desk: FakeDesk;
let doors: Doors;

beforeEach(async () => {
  desk = fakeDesk();
  doors = await openDoors(desk);
});
afterEach(() => doors.close());

async function stillServes(client: RawClient): Promise<void> {
  client.send(JSON.stringify({ kind: 'call', id: 900, request: 'tasks.list', in: {} }));
  expect(await client.next((one) => 'id' in one && one.id === 900)).toMatchObject({ kind: 'answer' });
}

describe.each(['local', 'webSocket'] as const)('a bad client of the %s', (transport) => {
  let client: RawClient;
  beforeEach(async () => {
    client = await doors[transport]();
  });
  afterEach(() => client.close());

  it.each([
    ['no JSON', 'garbage', 0],
    ['a string', '"call"', 0],
    ['a list', '[]', 0],
    ['null', 'null', 0],
    ['no kind', '{"id":5}', 5],
    ['an unknown kind', '{"kind":"shout","id":6}', 6],
    ['a call without request', '{"kind":"call","id":7,"in":{}}', 7],
    ['a broken id', '{"kind":"call","id":1.5,"request":"tasks.list","in":{}}', 0],
    ['a key too many', '{"kind":"subscribe","id":8,"event":"tasks.changed","x":1}', 8],
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 0],
    ['bytes that are no text', '\u0000\ufffd\u0001', 0],
  ])('%s is refused and the client is served on', async (_name, text, id) => {
    client.send(text);
    expect(await client.next((one) => one.kind !== 'greeting')).toMatchObject({
      kind: 'refusal',
      id,
      refusal: { reason: 'bad-input' },
    });
    await stillServes(client);
  });

  it('a giant message ends its own connection only', async () => {
    const other = await doors[transport]();
    client.send(`"${'x'.repeat(longestMessage + 10)}"`);
    await client.ended;
    await stillServes(other);
    await other.close();
  });

  it('many calls at once are all answered, few of them at a time', async () => {
    let live = 0;
    let most = 0;
    desk.answer('tasks.list', async () => {
      live += 1;
      most = Math.max(most, live);
      await new Promise((resolve) => setImmediate(resolve));
      live -= 1;
      return { kind: 'out', out: [] };
    });
    for (let id = 1; id <= 1000; id += 1) {
      client.send(JSON.stringify({ kind: 'call', id, request: 'tasks.list', in: {} }));
    }
    const seen = new Set<number>();
    while (seen.size < 1000) {
      const message = await client.next((one) => one.kind === 'answer');
      if (message.kind === 'answer') seen.add(message.id);
    }
    expect(most).toBeLessThanOrEqual(64);
  });

  it('a desk that throws is a refusal for its client, not the end of the host', async () => {
    desk.answer('tasks.run', () => Promise.reject(new Error('a bug')));
    client.send(JSON.stringify({ kind: 'call', id: 3, request: 'tasks.run', in: { task: 'x' } }));
    expect(await client.next((one) => one.kind !== 'greeting')).toMatchObject({ kind: 'refusal', id: 3 });
    await stillServes(client);
  });
});

describe('the local socket', () => {
  it('is open to its owner only', async () => {
    expect((await stat(doors.socketPath)).mode & 0o777).toBe(0o600);
  });

  it('takes a message in pieces and several in one', async () => {
    const client = await doors.local();
    const call = (id: number): string => JSON.stringify({ kind: 'call', id, request: 'tasks.list', in: {} });
    client.send(`${call(1)}\n${call(2)}`);
    expect(await client.next((one) => 'id' in one && one.id === 1)).toMatchObject({ kind: 'answer' });
    expect(await client.next((one) => 'id' in one && one.id === 2)).toMatchObject({ kind: 'answer' });
    await client.close();
  });
});
