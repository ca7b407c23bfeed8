import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { product } from '../../../src-main/hosts/product.js';

const { root } = product();
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

test('UI-14 UI-15 UI-16 UI-17 the four folders of the house, each with its README', () => {
  for (const folder of ['src-main', 'src-renderer', 'src-shared', 'test']) {
    expect(existsSync(join(root, folder, 'README.md')), folder).toBe(true);
  }
});

test('UI-20 UI-22 systeminformation is used; a package that nobody has published is not', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(all).toHaveProperty('systeminformation');
  expect(all).not.toHaveProperty('node-power-monitor');
});
