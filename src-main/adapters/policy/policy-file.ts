import { LineCounter, isMap, isScalar, parseDocument, type Pair, type YAMLMap } from 'yaml';
import { readSettings } from '../../core/maintenance/setting-values.js';

export interface PolicyContent {
  settings: Record<string, unknown>;
  /** One sentence each: file, line, value, what is allowed. */
  problems: string[];
}

/**
 * Reads one policy file: YAML or JSON (which is YAML too) with `settings: { maintenance: … }`. What is
 * not well formed becomes a problem with its place; every setting that is stays in force.
 */
export function readPolicyText(file: string, text: string): PolicyContent {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const content: PolicyContent = { settings: {}, problems: [] };
  const found: { line: number; what: string }[] = [];
  const say: Say = (offset, what) => void found.push({ line: Math.max(1, lines.linePos(offset).line), what });
  // After the first error of the form nothing can be told for sure.
  const [error] = document.errors;
  if (error !== undefined) say(error.pos[0], `${error.message.split('\n')[0] ?? ''}; mend it`);
  else if (isMap(document.contents)) readRoot(document.contents, content, say);
  else if (document.contents !== null) say(0, 'a policy file is a map that begins with "settings:"');
  content.problems = found
    .sort((one, other) => one.line - other.line)
    .map(({ line, what }) => `${file}, line ${line}: ${what}`);
  return content;
}

function readRoot(root: YAMLMap, content: PolicyContent, say: Say): void {
  for (const settings of within(root, 'settings', say)) {
    for (const maintenance of within(settings, 'maintenance', say))
      readMaintenance(maintenance, content, say);
  }
}

type Say = (offset: number, what: string) => void;

/** The map under the one key that is allowed here; everything beside it is a problem. */
function within(map: YAMLMap, allowed: string, say: Say): YAMLMap[] {
  return map.items.flatMap((pair) => {
    const name = keyOf(pair);
    if (name !== allowed) {
      say(offsetOf(pair), `${name} is not known here; only ${allowed} is`);
      return [];
    }
    if (isMap(pair.value)) return [pair.value];
    if (pair.value !== null && !(isScalar(pair.value) && pair.value.value === null))
      say(offsetOf(pair), `${name} must be a map`);
    return [];
  });
}

function readMaintenance(map: YAMLMap, content: PolicyContent, say: Say): void {
  for (const pair of map.items) {
    const name = keyOf(pair);
    const value = (map.toJSON() as Record<string, unknown>)[name];
    const { settings, problems } = readSettings({ [name]: value });
    for (const problem of problems) say(offsetOf(pair), problem);
    Object.assign(content.settings, settings);
  }
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

function offsetOf(pair: Pair): number {
  const { key } = pair;
  return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
}
