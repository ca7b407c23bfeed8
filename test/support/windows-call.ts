import type { RequestIn, RequestName, RequestOut } from '../../src-shared/contract/table.js';
import { refuse, type RefusalReason } from '../../src-shared/failure/refusal.js';
import type { Call, Terminal } from '../../src-main/hosts/cli/call.js';
import { Refused, type ContractClient } from '../../src-main/client/contract-client.js';

/** Answers of the host by request; a reason refuses. */
export type Answers = {
  [N in RequestName]?: (input: RequestIn<N>) => RequestOut<N> | RefusalReason;
};

/** A command line on a host that gives these answers: what it prints, and what it asked. */
export interface PlayedCall {
  call: Call;
  /** Standard output, as text. */
  readonly out: string;
  readonly err: string;
  readonly asked: { request: string; input: unknown }[];
}

/** A call whose host answers from a table; reading from the terminal gives `answer`. */
export function windowsCall(answers: Answers, now = Date.UTC(2008, 7, 4, 8)): PlayedCall {
  let out = '';
  let err = '';
  const asked: PlayedCall['asked'] = [];
  const host = {
    call: (request: RequestName, input: unknown): Promise<unknown> => {
      asked.push({ request, input });
      const answer = answers[request] as ((input: unknown) => unknown) | undefined;
      if (answer === undefined) return Promise.reject(new Error(`no answer for ${request}`));
      const given = answer(input);
      if (typeof given !== 'string') return Promise.resolve(given);
      return Promise.reject(new Refused(refuse(given as RefusalReason, 'no')));
    },
  } as unknown as ContractClient;
  const terminal: Terminal = {
    around: { env: {}, platform: 'linux', uid: 0, homeDirectory: '/root', temporary: '/tmp' },
    out: (text) => (out += `${text}\n`),
    err: (text) => (err += `${text}\n`),
    raw: (text) => (out += text),
    width: 80,
    interactive: false,
    zone: 'UTC',
    now: () => now,
  };
  return {
    call: { terminal, language: 'el', json: false, home: undefined, withHost: (work) => work(host) },
    get out() {
      return out;
    },
    get err() {
      return err;
    },
    asked,
  };
}
