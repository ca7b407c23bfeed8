import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseChannel } from '../../../../src-main/adapters/channel/choose.js';
import type { Channel, ChannelMessage, ChannelParty } from '../../../../src-main/ports/channel.js';
import { eventually } from '../../../support/eventually.js';
import { silentLog } from '../../../support/sensor-context.js';

class Program {
  readonly heard: ChannelMessage[] = [];
  over = false;
  private readonly socket: Socket;

  constructor(path: string | null) {
    this.socket = createConnection(path ?? '');
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => (this.over = true));
    createInterface({ input: this.socket }).on('line', (line) =>
      this.heard.push(JSON.parse(line) as ChannelMessage),
    );
  }

  say(line: unknown): void {
    this.socket.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  }

  hears(kind: string): Promise<ChannelMessage> {
    return eventually(() => this.heard.find((message) => message.kind === kind));
  }

  leave(): void {
    this.socket.destroy();
  }
}

interface Party extends ChannelParty {
  said: ChannelMessage[];
  links: number;
}

function listener(): Party {
  const party: Party = {
    said: [],
    links: 0,
    joined: (link) => {
      party.links += 1;
      link.send({ kind: 'greeting' });
    },
    received: (message) => void party.said.push(message),
    left: () => void (party.links -= 1),
  };
  return party;
}

describe('the channel', () => {
  let home: string;
  let channel: Channel;
  const programs: Program[] = [];

  function program(): Program {
    const made = new Program(channel.path);
    programs.push(made);
    return made;
  }

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'caretaker-channel-'));
    channel = chooseChannel({ home, env: {}, log: silentLog });
    await channel.open();
  });
  afterEach(async () => {
    for (const one of programs.splice(0)) one.leave();
    await channel.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('lets in who shows a token, and passes on what it says', async () => {
    const party = listener();
    channel.admit('secret', party);
    const one = program();
    one.say({ kind: 'hello', token: 'secret' });
    one.say({ kind: 'progress', fraction: 0.5 });
    expect(await one.hears('welcome')).toEqual({ kind: 'welcome', protocol: 1 });
    await one.hears('greeting');
    expect(await eventually(() => party.said[0])).toEqual({ kind: 'progress', fraction: 0.5 });
    one.leave();
    await eventually(() => party.links === 0);
  });

  it('belongs to its owner alone', () => {
    expect(statSync(channel.path ?? '').mode & 0o777).toBe(0o600);
  });

  it('keeps waiting who comes before its instance is known, with what it said', async () => {
    const one = program();
    one.say({ kind: 'hello', token: 'late' });
    one.say({ kind: 'saved' });
    const other = program();
    other.say({ kind: 'hello', token: 'other' });
    channel.admit('other', listener());
    await other.hears('welcome');
    const party = listener();
    channel.admit('late', party);
    await one.hears('welcome');
    expect(party.said).toEqual([{ kind: 'saved' }]);
  });

  it.each([
    ['no JSON', 'garbage'],
    ['a list', '[]'],
    ['no kind', '{"token":"secret"}'],
    ['no hello first', '{"kind":"progress"}'],
    ['a hello without token', '{"kind":"hello"}'],
    ['a line without end', 'x'.repeat(70_000)],
  ])('%s is answered with what is wrong, and the end', async (_name, line) => {
    const party = listener();
    channel.admit('secret', party);
    const one = program();
    one.say(line);
    expect(await one.hears('error')).toHaveProperty('message', expect.stringMatching(/\w/));
    await eventually(() => one.over);
    expect(party.links).toBe(0);
  });

  it('sends away the connections of a token that ends', async () => {
    const end = channel.admit('secret', listener());
    const one = program();
    one.say({ kind: 'hello', token: 'secret' });
    await one.hears('welcome');
    end();
    await eventually(() => one.over);
  });

  it('takes over the path of a host that died', async () => {
    const next = chooseChannel({ home, env: {}, log: silentLog });
    await next.open();
    expect(next.path).toBe(channel.path);
    const party = listener();
    next.admit('secret', party);
    const one = program();
    one.say({ kind: 'hello', token: 'secret' });
    await one.hears('welcome');
    expect(party.links).toBe(1);
    await next.close();
  });

  it('goes to the runtime folder where the home lies too deep for a socket', async () => {
    const runtime = mkdtempSync(join(tmpdir(), 'ct-run-'));
    const deep = chooseChannel({
      home: join(home, 'a'.repeat(120)),
      env: { XDG_RUNTIME_DIR: runtime },
      log: silentLog,
    });
    expect(deep.path?.startsWith(runtime)).toBe(true);
    await deep.open();
    expect(statSync(deep.path ?? '').isSocket()).toBe(true);
    await deep.close();
    rmSync(runtime, { recursive: true, force: true });
  });
});
