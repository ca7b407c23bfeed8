import { execFile } from 'node:child_process';

export type Secret = { kind: 'found'; value: string } | { kind: 'none'; why: string };

/** The OS keyring (SCM-81): secrets are named, never written down by Caretaker itself. */
export interface Secrets {
  lookUp(name: string): Promise<Secret>;
}

const lookUpWaitMs = 5_000;

/** The keyring behind secret-tool(1), which speaks with whatever secret service the session has. */
export class KeyringSecrets implements Secrets {
  constructor(private readonly env: Record<string, string | undefined>) {}

  lookUp(name: string): Promise<Secret> {
    const words = ['lookup', 'service', 'caretaker', 'account', name];
    return new Promise((resolve) => {
      execFile('secret-tool', words, { env: this.env, timeout: lookUpWaitMs }, (error, stdout) => {
        if (error === null && stdout !== '') return resolve({ kind: 'found', value: stdout });
        resolve({ kind: 'none', why: whyNot(name, error) });
      });
    });
  }
}

function whyNot(name: string, error: Error | null): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOENT') return 'the keyring cannot be asked, since secret-tool(1) is not installed.';
  return `the keyring has no secret ${name}; store it with: secret-tool store --label='${name}' service caretaker account '${name}'`;
}
