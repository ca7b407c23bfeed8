import { spawn } from 'node:child_process';

/** Opens a link in the browser of the session; without a session, or a browser, nothing happens. */
export function openInBrowser(link: string, env: Record<string, string | undefined>): void {
  if (env['DISPLAY'] === undefined && env['WAYLAND_DISPLAY'] === undefined) return;
  const browser = spawn('xdg-open', [link], { detached: true, stdio: 'ignore' });
  // No browser, no harm: the link has been printed.
  browser.on('error', () => {});
  browser.unref();
}
