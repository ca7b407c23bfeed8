import { existsSync, readFileSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { findNode, runInForeground } from './node-24.js';

const probeMs = 3000;

/** Folder of the electron package, or null where it is not installed. */
function electronFolder() {
  try {
    return join(createRequire(import.meta.url).resolve('electron/package.json'), '..');
  } catch {
    return null;
  }
}

/**
 * Path of Electron's executable, or null while it has not been downloaded. Looks only: `require('electron')` would
 * begin to download.
 * @returns {string | null}
 */
export function electronBinary() {
  const folder = electronFolder();
  if (folder === null) return null;
  const elsewhere = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const named = join(folder, 'path.txt');
  if (elsewhere === undefined && !existsSync(named)) return null;
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron';
  const path = join(elsewhere ?? join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

/** Where Electron's download begins: GitHub, or the mirror that is set the way @electron/get reads it. */
function downloadHost() {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'];
  const proxy = process.env['HTTPS_PROXY'] ?? process.env['https_proxy'];
  const url = new URL(proxy ?? mirror ?? 'https://github.com/');
  return { host: url.hostname, port: Number(url.port || (url.protocol === 'http:' ? 80 : 443)) };
}

/**
 * Whether Electron could be downloaded just now: one connection, at most three seconds.
 * @param {{ host: string, port: number }} [target]
 * @returns {Promise<boolean>}
 */
export function canDownload(target = downloadHost()) {
  return new Promise((resolve) => {
    const socket = connect(target);
    const timer = setTimeout(() => settle(false), probeMs);
    /** @param {boolean} answer */
    const settle = (answer) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

/**
 * Downloads Electron with the package's own script, which shows its progress.
 * @returns {Promise<boolean>} whether the binary is there afterwards
 */
export async function downloadElectron() {
  const folder = electronFolder();
  const node = findNode();
  if (folder === null || node === null) return false;
  await runInForeground(node, [join(folder, 'install.js')]);
  return electronBinary() !== null;
}

/**
 * Why Chromium's sandbox cannot start here, or null where it can: it needs user namespaces, or its own
 * setuid helper. Other systems than Linux have other sandboxes, always there.
 * @param {string} binary Electron's executable
 * @returns {string | null}
 */
export function sandboxHindrance(binary) {
  if (process.platform !== 'linux') return null;
  const helper = join(binary, '../chrome-sandbox');
  if (existsSync(helper)) {
    const { uid, mode } = statSync(helper);
    if (uid === 0 && (mode & 0o4111) === 0o4111) return null;
  }
  // Mapping a user is what AppArmor refuses on newer Ubuntu, though the namespace itself can be made.
  const tried = spawnSync('unshare', ['--user', '--map-root-user', 'true'], {
    stdio: 'ignore',
    timeout: 5000,
  });
  return tried.status === 0
    ? null
    : 'this system allows no user namespaces, which the window’s sandbox needs';
}
