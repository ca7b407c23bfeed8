// `npm ci` ends with this: it builds, so that the CLI works right afterwards.
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build, canBuild, isBuilt, root } from './build.js';

/** npm links the commands of dependencies into node_modules/.bin, not those of the package itself: npx needs that. */
function linkOwnCommand() {
  const link = join(root, 'node_modules/.bin/caretaker');
  if (process.platform === 'win32' || existsSync(link)) return;
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
  symlinkSync('../../scripts/caretaker.js', link);
}

if (isBuilt()) {
  console.log('Caretaker: out/ is up to date.');
} else if (canBuild()) {
  process.exitCode = await build();
} else {
  console.log('Caretaker: not built, since the development packages or Node 24 are not installed.');
}
if (existsSync(join(root, 'node_modules'))) linkOwnCommand();
