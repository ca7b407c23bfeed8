import { fileURLToPath } from 'node:url';
import { openPanelServer, type PanelServer } from '../../src-main/adapters/transport/panel-server.js';
import type { Log } from '../../src-main/ports/log.js';
import { demoDesk, type DemoDesk } from './demo/demo-desk.js';

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export interface DemoHost {
  readonly desk: DemoDesk;
  readonly panel: PanelServer;
  close(): Promise<void>;
}

/** Where the built panel lies. */
export const builtPanel = fileURLToPath(new URL('../../out/renderer', import.meta.url));

/**
 * The real panel server, with its tokens, cookies and content security policy, in front of a made-up
 * machine.
 *
 * @param port 0 = any free one
 * @param assets folder of the built panel
 */
export async function openDemoHost(port = 0, assets = builtPanel): Promise<DemoHost> {
  const desk = demoDesk();
  const panel = await openPanelServer({
    desk,
    welcome: { version: '0.1.0', home: '/home/ana/.local/state/caretaker', pid: 4242 },
    user: 'ana',
    log: silent,
    assets,
    port,
  });
  return { desk, panel, close: () => panel.close() };
}
