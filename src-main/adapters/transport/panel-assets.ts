import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

/** One file of the built panel, ready to send. */
export interface Asset {
  body: Buffer;
  type: string;
  /** Value of Cache-Control. */
  caching: string;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

/** Build output carries a hash in its name: such a file never changes. */
const hashedName = /-[\w-]{8,}\.\w+$/;

/**
 * The files of the built panel by the path they are asked with. Only what the folder held when it was
 * listed can be served: a path is looked up, never joined, so that none leads outside.
 */
export class PanelAssets {
  private files: Map<string, string> | null = null;

  constructor(private readonly folder: string) {}

  /** The asset of a URL path such as `/` or `/assets/index-1a2b3c4d.js`, or null. */
  async find(path: string): Promise<Asset | null> {
    this.files ??= await list(this.folder);
    const wanted = path === '/' ? '/index.html' : path;
    const file = this.files.get(wanted);
    if (file === undefined) return null;
    const type = types[extname(file)];
    if (type === undefined) return null;
    try {
      const caching = hashedName.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache';
      return { body: await readFile(file), type, caching };
    } catch {
      // The panel was built anew meanwhile: list it again with the next request.
      this.files = null;
      return null;
    }
  }

  /** Whether there is a built panel at all. */
  async built(): Promise<boolean> {
    if ((await this.find('/')) !== null) return true;
    this.files = null;
    return false;
  }
}

async function list(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    // Links are left out: they could lead anywhere.
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    found.set(`/${relative(folder, file).split(sep).join('/')}`, file);
  }
  return found;
}
