import type { IpcMainInvokeEvent, WebContents } from 'electron';
import type { BridgeAnswer } from '../../../src-shared/contract/bridge.js';
import type { Principal } from '../../../src-shared/contract/define.js';
import { isEventName } from '../../../src-shared/contract/table.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import type { Desk } from '../../ports/desk.js';
import { channels } from './channels.js';
import type { ElectronParts } from './electron.js';
import { isPanelAddress } from './origin.js';

const strange: BridgeAnswer = {
  kind: 'refusal',
  refusal: refuse('access-denied', 'Only the window of Caretaker may ask here.'),
};

/** Subscriptions of one window; a window that is gone has none. */
interface Subscriptions {
  ends: Map<string, () => void>;
}

/**
 * The contract over Electron's IPC. Senders are checked: the top frame of a page of the panel's own scheme, in a
 * window that `isOurs` knows. The window acts for the host's owner.
 *
 * @returns closes the door: handlers removed, subscriptions ended
 */
export function openIpc(
  { ipcMain }: Pick<ElectronParts, 'ipcMain'>,
  desk: Desk,
  owner: Principal,
  isOurs: (contents: WebContents) => boolean,
): () => void {
  const windows = new Map<WebContents, Subscriptions>();

  const trusted = ({ sender, senderFrame }: IpcMainInvokeEvent): boolean =>
    senderFrame !== null && senderFrame.parent === null && isPanelAddress(senderFrame.url) && isOurs(sender);

  const of = (contents: WebContents): Subscriptions => {
    const known = windows.get(contents);
    if (known !== undefined) return known;
    const made: Subscriptions = { ends: new Map() };
    windows.set(contents, made);
    const drop = () => {
      for (const end of made.ends.values()) end();
      made.ends.clear();
    };
    // A page that is loaded anew subscribes anew.
    contents.on('did-navigate', drop);
    contents.once('destroyed', () => {
      drop();
      windows.delete(contents);
    });
    return made;
  };

  ipcMain.handle(
    channels.request,
    (event, name: unknown, input: unknown): Promise<BridgeAnswer> | BridgeAnswer => {
      if (!trusted(event)) return strange;
      if (typeof name !== 'string')
        return { kind: 'refusal', refusal: refuse('unknown-request', 'A request has a name.') };
      return desk.call(name, input, owner);
    },
  );

  ipcMain.handle(channels.subscribe, (event, name: unknown): boolean => {
    if (!trusted(event) || typeof name !== 'string' || !isEventName(name)) return false;
    const { sender } = event;
    const { ends } = of(sender);
    if (ends.has(name)) return true;
    let seq = 0;
    const end = desk.subscribe(name, owner, (payload) => {
      seq += 1;
      if (!sender.isDestroyed()) sender.send(channels.event, name, seq, payload);
    });
    ends.set(name, end);
    return true;
  });

  ipcMain.handle(channels.unsubscribe, (event, name: unknown): boolean => {
    if (!trusted(event) || typeof name !== 'string') return false;
    const ends = windows.get(event.sender)?.ends;
    ends?.get(name)?.();
    return ends?.delete(name) ?? false;
  });

  return () => {
    for (const channel of [channels.request, channels.subscribe, channels.unsubscribe])
      ipcMain.removeHandler(channel);
    for (const { ends } of windows.values()) for (const end of ends.values()) end();
    windows.clear();
  };
}
