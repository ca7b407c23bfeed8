// `npm start`: the Electron application where it can run, else the headless host. The main job always runs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, canBuild, isBuilt, root } from './build.js';
import { canDownload, downloadElectron, electronBinary, sandboxHindrance } from './electron-binary.js';
import { environment, onNode24 } from './node-24.js';

/** An Electron that ends with an error before this has not come up: missing libraries, no display server. */
const comesUpMs = 15_000;

/**
 * Why there is to be no window, or null. What is asked first costs least.
 * @param {readonly string[]} args
 * @returns {string | null}
 */
function reasonForHeadless(args) {
  if (args.includes('--headless')) return 'as asked for';
  if (process.getuid?.() === 0) return 'running as root';
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return 'there is no display';
  return null;
}

/** @returns {Promise<{ binary: string } | { because: string }>} */
async function prepareElectron() {
  let binary = electronBinary();
  if (binary === null) {
    if (!(await canDownload())) {
      return { because: 'Electron has not been downloaded yet and its server cannot be reached' };
    }
    console.log('Downloading Electron, once.');
    await downloadElectron();
    binary = electronBinary();
    if (binary === null) return { because: 'Electron could not be downloaded' };
  }
  const hindrance = sandboxHindrance(binary);
  return hindrance === null ? { binary } : { because: hindrance };
}

/**
 * Opens the application and waits for its end.
 * @param {string} binary
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number } | { because: string }>}
 */
async function runElectron(binary, args) {
  const started = Date.now();
  const child = spawn(binary, [root, ...args], { stdio: 'inherit', env: environment() });
  const keep = () => undefined;
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGINT', keep).on('SIGTERM', forward).on('SIGHUP', forward);
  try {
    const [code] = await once(child, 'close');
    if (code === 0 || Date.now() - started > comesUpMs) return { code: code ?? 1 };
    return { because: `Electron ended at once (code ${code ?? 'unknown'})` };
  } catch (error) {
    return { because: `Electron cannot be run (${error instanceof Error ? error.message : String(error)})` };
  } finally {
    process.off('SIGINT', keep).off('SIGTERM', forward).off('SIGHUP', forward);
  }
}

/**
 * Runs the headless host in this very process, so that signals and the exit code are its own.
 * @param {string} because
 * @param {readonly string[]} args
 */
async function runHeadless(because, args) {
  // The host prints it in one line with the panel's address.
  process.env['CARETAKER_WITHOUT_WINDOW'] = because;
  const passed = args.filter((arg) => arg !== '--headless');
  process.argv = [process.execPath, join(root, 'scripts/caretaker.js'), 'host', '--headless', ...passed];
  await import(new URL('../out/main/cli.js', import.meta.url).href);
}

async function start() {
  const args = process.argv.slice(2);
  if (!isBuilt() && canBuild()) {
    const code = await build();
    if (code !== 0) {
      process.exitCode = code;
      return;
    }
  }
  if (!existsSync(join(root, 'out/main/cli.js'))) {
    process.stderr.write('Caretaker is not built and cannot be built here: run `npm ci` first.\n');
    process.exitCode = 1;
    return;
  }
  const reason = reasonForHeadless(args);
  if (reason !== null) return runHeadless(reason, args);
  const electron = await prepareElectron();
  if ('because' in electron) return runHeadless(electron.because, args);
  const ended = await runElectron(electron.binary, args);
  if ('because' in ended) return runHeadless(ended.because, args);
  process.exitCode = ended.code;
}

await onNode24(import.meta.url, start);
