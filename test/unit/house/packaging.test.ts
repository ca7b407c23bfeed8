import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');

/** electron-builder's own check of its configuration; the package is electron-builder's, so it is looked up from there. */
const fromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
const { validateConfiguration } = fromBuilder('app-builder-lib/out/util/config/config.js') as {
  validateConfiguration(config: unknown, debug: { isEnabled: boolean; add(): void }): Promise<void>;
};
const validate = (config: unknown) =>
  validateConfiguration(config, { isEnabled: false, add: () => undefined });

interface Configuration {
  electronFuses: Record<string, boolean>;
  linux: { target: string[] };
  win: { target: string[] };
  mac: { target: string[] };
  directories: { buildResources: string };
}
const config = parse(read('electron-builder.yml')) as Configuration;

describe('packaging', () => {
  it('UI-13 UI-19 has a configuration that electron-builder takes', async () => {
    await expect(validate(config)).resolves.toBeUndefined();
  });

  it('would notice a mistake in it', async () => {
    await expect(validate({ ...config, linuxx: {} })).rejects.toThrow(/linuxx/);
    await expect(validate({ ...config, nsis: { oneClick: 'perhaps' } })).rejects.toThrow(/oneClick/);
  });

  it('UI-11 packs for Linux, Windows and macOS', () => {
    expect([config.linux.target, config.win.target, config.mac.target]).toEqual([
      ['AppImage', 'deb'],
      ['nsis'],
      ['dmg'],
    ]);
    expect(existsSync(`${root}${config.directories.buildResources}/icon.png`)).toBe(true);
  });

  it('sets the fuses: no Node inside the application, nothing but its own code', () => {
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
    });
  });
});

describe('package.json', () => {
  const manifest = JSON.parse(read('package.json')) as {
    bin: Record<string, string>;
    scripts: Record<string, string>;
    allowScripts: Record<string, boolean>;
    private: boolean;
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
    optionalDependencies: Record<string, string>;
  };
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };

  it('UI-12 names the packages of the product, and not the one that does not exist', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const name of ['electron', 'electron-builder', 'svelte', 'systeminformation'])
      expect(all).toHaveProperty(name);
    // UI-22: whoever registers that name later would run code on our users' machines.
    expect(Object.keys(lock.packages)).not.toContain('node_modules/node-power-monitor');
  });

  it('says of every package with install scripts whether they may run', () => {
    const scripted = Object.entries(lock.packages)
      .filter(([, entry]) => entry.hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(Object.keys(manifest.allowScripts).sort()).toEqual([...new Set(scripted)].sort());
  });

  it('names a file that is there for every script and command', () => {
    const files = Object.values(manifest.scripts)
      .map((command) => /\bscripts\/\S+/.exec(command)?.[0])
      .filter((file) => file !== undefined);
    expect(files.length).toBeGreaterThan(5);
    for (const file of [...files, ...Object.values(manifest.bin)])
      expect(existsSync(root + file), file).toBe(true);
  });

  it('has a row in docs/dependencies.md for every dependency, and no row too many', () => {
    const rows = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` +\|/gm)].map((match) => match[1]);
    const wanted = Object.keys({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    });
    expect(rows.sort()).toEqual(wanted.sort());
  });
});
