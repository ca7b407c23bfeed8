// `npm ci` ends with this: it builds, so that the CLI works right afterwards.
import { build, canBuild, isBuilt } from './build.js';

if (isBuilt()) {
  console.log('Caretaker: out/ is up to date.');
} else if (canBuild()) {
  process.exitCode = await build();
} else {
  console.log('Caretaker: not built, since the development packages or Node 24 are not installed.');
}
