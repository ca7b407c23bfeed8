import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds package.json and the built `out`, and the version written there. */
export interface Product {
  root: string;
  version: string;
}

let known: Product | null = null;

/** Finds the product's own folder upwards from this file, built or not: chunks may lie at any depth. */
export function product(): Product {
  known ??= find(import.meta.dirname);
  return known;
}

function find(from: string): Product {
  for (let folder = from; ; folder = dirname(folder)) {
    const version = caretakerVersion(join(folder, 'package.json'));
    if (version !== null) return { root: folder, version };
    if (folder === dirname(folder)) throw new Error(`Caretaker's own package.json is not above ${from}`);
  }
}

function caretakerVersion(file: string): string | null {
  try {
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown; version?: unknown };
    return name === 'caretaker' && typeof version === 'string' ? version : null;
  } catch {
    return null;
  }
}
