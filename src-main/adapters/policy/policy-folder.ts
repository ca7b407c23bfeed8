import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readPolicyText, type PolicyContent } from './policy-file.js';

const bytesMax = 256 * 1024;
const kinds = /\.(ya?ml|json)$/i;

/**
 * What all files of a policy folder say together, in the order of their names: a later file wins. A folder
 * that is not there says nothing. Files that everybody may write are nobody's policy.
 */
export function readPolicyFolder(folder: string): PolicyContent {
  const content: PolicyContent = { settings: {}, problems: [] };
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      content.problems.push(`${folder} cannot be read (${String(error)}); give its owner the right to`);
    return content;
  }
  for (const name of names) {
    if (!kinds.test(name) || name.startsWith('.')) continue;
    const read = readFile(join(folder, name));
    Object.assign(content.settings, read.settings);
    content.problems.push(...read.problems);
  }
  return content;
}

function readFile(path: string): PolicyContent {
  const refuse = (problem: string): PolicyContent => ({ settings: {}, problems: [`${path}: ${problem}`] });
  try {
    const { size, mode } = statSync(path);
    if (size > bytesMax) return refuse(`longer than ${bytesMax} bytes; a policy is a few lines`);
    if ((mode & 0o002) !== 0)
      return refuse('everybody may write to it; take that right away (chmod o-w) and it counts');
    return readPolicyText(path, readFileSync(path, 'utf8'));
  } catch (error) {
    return refuse(`cannot be read (${(error as Error).message})`);
  }
}
