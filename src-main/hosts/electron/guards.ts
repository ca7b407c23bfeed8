import type { App, Session, WebContents } from 'electron';
import { isPanelAddress } from './origin.js';

/** Denies every permission a page could ask for, and every download: the panel needs none. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** No page but the panel, no new windows, no web views. Links to the outside are opened by `openOutside`. */
export function denyNavigation(contents: WebContents, openOutside: (address: string) => void): void {
  contents.on('will-navigate', (event) => {
    if (!isPanelAddress(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isSafeOutside(url)) openOutside(url);
    return { action: 'deny' };
  });
}

/** Help pages on the web may be opened in the browser; files, programs and scripts never. */
export function isSafeOutside(address: string): boolean {
  try {
    return new URL(address).protocol === 'https:';
  } catch {
    return false;
  }
}

/** Guards whatever contents the application ever makes, also those nobody thought of. */
export function guardContents(app: App, openOutside: (address: string) => void): void {
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents, openOutside));
}
