import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestDefinition, requestNames } from '../../src-shared/contract/table.js';
import type { RequestName } from '../../src-shared/contract/table.js';
import type { HostMessage } from '../../src-shared/contract/wire.js';
import { sampleInputs, sampleOutputs } from '../support/contract-samples.js';
import { openDoors } from '../support/doors.js';
import type { Doors, RawClient } from '../support/doors.js';
import { fakeDesk } from '../support/fake-desk.js';

/** Inputs that no request may take: other types, a key too many, each known key with a value it cannot have. */
function badInputs(request: RequestName): unknown[] {
  const good: Record<string, unknown> = { ...sampleInputs[request] };
  const wrongValues = Object.keys(good).map((key) => ({ ...good, [key]: { never: 'a value' } }));
  return [undefined, null, 'text', 42, [], { ...good, unheardOf: 1 }, ...wrongValues];
}

const desk = fakeDesk();
let doors: Doors;

beforeAll(async () => {
  doors = await openDoors(desk);
});
afterAll(() => doors.close());

describe('the samples of the contract', () => {
  it.each(requestNames)('%s: good input and good answer pass their schemas', (request) => {
    const definition = requestDefinition(request);
    expect(definition?.in.safeParse(sampleInputs[request]).success).toBe(true);
    expect(definition?.out.safeParse(sampleOutputs[request]).success).toBe(true);
  });
});

describe.each(['local', 'webSocket'] as const)('every request over the %s', (transport) => {
  let client: RawClient;
  let lastId = 0;

  beforeAll(async () => {
    client = await doors[transport]();
    const greeting = await client.next(() => true);
    expect(greeting).toMatchObject({ kind: 'greeting', contract: 1, home: expect.any(String) as string });
  });
  afterAll(() => client.close());

  async function ask(request: string, input: unknown): Promise<HostMessage> {
    lastId += 1;
    const id = lastId;
    client.send(JSON.stringify({ kind: 'call', id, request, in: input }));
    return client.next((message) => 'id' in message && message.id === id);
  }

  it.each(requestNames)('%s is answered when the input is good', async (request) => {
    const answer = await ask(request, sampleInputs[request]);
    expect(answer).toEqual({ kind: 'answer', id: lastId, out: sampleOutputs[request] });
    expect(desk.calls.at(-1)).toMatchObject({ request, by: { kind: 'administrator', name: 'ana' } });
  });

  it.each(requestNames)('%s is refused when the input is bad', async (request) => {
    const before = desk.calls.length;
    for (const input of badInputs(request)) {
      const answer = await ask(request, input);
      expect(answer, JSON.stringify(input)).toMatchObject({
        kind: 'refusal',
        refusal: { reason: 'bad-input', code: 0x80070057 },
      });
    }
    expect(desk.calls.length).toBe(before);
  });

  it.each(['', 'tasks', 'tasks.', 'tasks.unheard', 'tasks.changed', '__proto__.list', 'tasks.constructor'])(
    'the unknown request %j is refused',
    async (request) => {
      expect(await ask(request, {})).toMatchObject({
        kind: 'refusal',
        refusal: { reason: 'unknown-request' },
      });
    },
  );
});
