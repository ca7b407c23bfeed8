import { runHandler } from '../../../client/handler-process.js';

/** `caretaker builtin handler MODULE`: the process of a handler module; it ends when the module says so. */
export async function handlerProcess(module: string): Promise<void> {
  await runHandler(module, {
    env: process.env,
    exit: (code) => process.exit(code),
    complain: (text) => void process.stderr.write(`${text}\n`),
    onTerm: (listener) => void process.on('SIGTERM', listener),
  });
}
