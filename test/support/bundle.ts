import { basename, join } from 'node:path';
import { build } from 'vite';

/**
 * Bundles a TypeScript program for a child process of a test; returns the path of the JavaScript file.
 * Everything but Node itself and `external` (native packages it never loads) is inside, so it may lie in
 * any folder.
 */
export async function bundle(entry: string, into: string, external: string[] = []): Promise<string> {
  const name = basename(entry, '.ts');
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true, external },
    build: {
      ssr: entry,
      outDir: into,
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  });
  return join(into, `${name}.mjs`);
}
