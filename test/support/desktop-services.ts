import { fileURLToPath } from 'node:url';
import { ChildProgram } from './child-program.js';
import { missing } from './requirements.js';

const script = fileURLToPath(new URL('./desktop-services.py', import.meta.url));

/** Session services that behave like those of a desktop; the commands stand in desktop-services.py. */
export interface DesktopServices {
  ask(command: string): Promise<void>;
  stop(): Promise<void>;
}

export function missingDesktopServices(): string | null {
  return missing('dbus-daemon', '/usr/bin/python3');
}

export async function startDesktopServices(busAddress: string): Promise<DesktopServices> {
  const program = new ChildProgram('/usr/bin/python3', [script, busAddress]);
  await program.line((line) => line === 'ready');
  return {
    ask: (command) => program.ask(command),
    async stop() {
      program.child.stdin?.end();
      await program.stop();
    },
  };
}
