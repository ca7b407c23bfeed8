import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildProgram } from './child-program.js';

/** A message bus of its own, where everyone may own any name. */
export interface PrivateBus {
  address: string;
  /** Ends the daemon and starts another one at the same address. */
  restart(): Promise<void>;
  /** Ends the daemon; the address is then dead. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const configuration = (socket: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type><keep_umask/><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
`;

export async function startPrivateBus(): Promise<PrivateBus> {
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-bus-'));
  const socket = join(folder, 'socket');
  const config = join(folder, 'bus.conf');
  writeFileSync(config, configuration(socket));
  const launch = async (): Promise<ChildProgram> => {
    const started = new ChildProgram('dbus-daemon', [
      `--config-file=${config}`,
      '--nofork',
      '--print-address=1',
    ]);
    await started.line((line) => line.startsWith('unix:'));
    return started;
  };
  let daemon: ChildProgram | null = await launch();
  const kill = async (): Promise<void> => {
    await daemon?.stop();
    daemon = null;
    rmSync(socket, { force: true });
  };
  return {
    address: `unix:path=${socket}`,
    async restart() {
      await kill();
      daemon = await launch();
    },
    kill,
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
