import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Tray and window icons are files to Electron, not imports: they lie beside the built host. */
function icons(): Plugin {
  const folder = here('./src-main/hosts/electron/icons/');
  return {
    name: 'caretaker-icons',
    generateBundle() {
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.png'))) {
        this.emitFile({ type: 'asset', fileName: `icons/${name}`, source: readFileSync(`${folder}${name}`) });
      }
    },
  };
}

const bundled = ['commander', 'sax', 'temporal-polyfill', 'yaml', 'zod'];

export default defineConfig({
  main: {
    plugins: [icons()],
    build: {
      // Pure packages go into the bundle, where only what is used of them is kept: a quiet host's memory counts.
      externalizeDeps: { exclude: bundled },
      // Named, since electron-vite would guess it from the Electron version. Headless host and CLI run on Node 24 too.
      target: 'node24',
      sourcemap: true,
      rolldownOptions: {
        input: {
          electron: here('./src-main/hosts/electron/main.ts'),
          // The headless host is a command of the CLI, loaded when it is asked for.
          cli: here('./src-main/hosts/cli/main.ts'),
          // The module for services of others.
          client: here('./src-main/client/client.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node24',
      // A sandboxed preload cannot require packages: whatever it needs is bundled.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: here('./src-main/hosts/electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('./src-renderer'),
    base: './',
    plugins: [svelte({ configFile: here('./svelte.config.js') })],
    build: {
      // Browsers of the last two years; styles are left as written (light-dark() and the like).
      target: 'es2023',
      minify: true,
      outDir: here('./out/renderer'),
      emptyOutDir: true,
      // The panel's content security policy allows no inline script and no data: URL for one.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: here('./src-renderer/index.html') } },
    },
  },
});
