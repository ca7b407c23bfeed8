import { describe, expect, it } from 'vitest';
import { Holdings } from '../../../src-main/adapters/transport/holdings.js';
import type { Answer, Desk } from '../../../src-main/ports/desk.js';

const by = { kind: 'user', name: 'ana' } as const;

/** A desk that numbers what is acquired and writes down what is released. */
function desk(): Desk & { released: unknown[] } {
  const released: unknown[] = [];
  let handle = 0;
  const out = (value: unknown): Promise<Answer> => Promise.resolve({ kind: 'out', out: value });
  return {
    released,
    call(request, input) {
      if (request === 'services.acquire') return out({ handle: (handle += 1) });
      if (request === 'services.release') released.push(input);
      return out({});
    },
    subscribe: () => () => undefined,
  };
}

describe('SCM-19 what a client holds', () => {
  it('is let go when the client is gone, but for what it gave back itself', async () => {
    const host = desk();
    const holdings = new Holdings(host, by);
    for (let count = 0; count < 3; count += 1) await holdings.call('services.acquire', { service: 'a' });
    await holdings.call('services.release', { handle: 2 });
    expect(host.released).toEqual([{ handle: 2 }]);
    holdings.letGo();
    holdings.letGo();
    expect(host.released.slice(1)).toEqual([{ handle: 1 }, { handle: 3 }]);
  });

  it('is let go also when the service came to run only after that', async () => {
    const host = desk();
    const holdings = new Holdings(host, by);
    const late = holdings.call('services.acquire', { service: 'a' });
    holdings.letGo();
    await late;
    expect(host.released).toEqual([{ handle: 1 }]);
  });
});
