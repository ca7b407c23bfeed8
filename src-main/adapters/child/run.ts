import { spawn } from 'node:child_process';
import { Fault } from '../../../src-shared/failure/fault.js';
import { plainEnvironment, type Environment } from './command.js';

/**
 * Runs a short command and gives its standard output. Rejects with the fault `command-failed` when it
 * cannot be started, ends with a code other than 0, says more than `bytesMax` or takes longer than
 * `timeoutMs` (it is killed then).
 */
export function run(
  command: string,
  args: string[],
  options: { env: Environment; timeoutMs: number; bytesMax?: number },
): Promise<string> {
  const bytesMax = options.bytesMax ?? 4 * 1024 * 1024;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    const child = spawn(command, args, {
      env: plainEnvironment(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bytesMax) chunks.push(chunk);
      else child.kill('SIGKILL');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < 500) complaint += chunk.toString('utf8');
    });
    const fail = (what: string, cause?: Error) =>
      reject(
        new Fault(
          'command-failed',
          `${[command, ...args].join(' ')}: ${what}`,
          true,
          cause ? { cause } : undefined,
        ),
      );
    child.on('error', (error) => fail(error.message, error));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
      else fail(complaint.trim().split('\n')[0] || (signal === null ? `exit ${code}` : `ended by ${signal}`));
    });
  });
}
