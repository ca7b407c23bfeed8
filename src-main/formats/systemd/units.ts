import type { Problem } from '../../../src-shared/contract/tasks.js';
import { problem } from '../problem.js';
import { readUnitFile, type UnitEntry } from './unit-file.js';

/** A file of units, as lines. */
export interface UnitLines {
  file: string;
  lines: readonly string[];
}

/**
 * The files of one timer and its service, read as one text, so that every problem has one line; afterwards
 * each is given back to its file.
 */
export class Units {
  readonly timer: readonly UnitEntry[];
  readonly service: readonly UnitEntry[];
  readonly problems: Problem[] = [];
  private readonly seen = new Set<UnitEntry>();
  private readonly starts: { file: string; first: number }[] = [];

  /** @param timer files of the timer, drop-ins last; the same for the service; one file may be both */
  constructor(timer: readonly UnitLines[], service: readonly UnitLines[]) {
    const read = new Map<string, UnitEntry[]>();
    let offset = 0;
    for (const { file, lines } of [...timer, ...service]) {
      if (read.has(file)) continue;
      const { entries, unknown } = readUnitFile(lines, offset);
      this.starts.push({ file, first: offset });
      read.set(file, entries);
      for (const { line, text } of unknown) {
        const message = 'is neither a section nor an assignment; write Key=value, or # in front';
        this.problems.push(problem('error', message, { line, element: 'line', value: text }));
      }
      offset += lines.length;
    }
    this.timer = timer.flatMap(({ file }) => read.get(file) ?? []);
    this.service = service.flatMap(({ file }) => read.get(file) ?? []);
  }

  /** Marks entries as dealt with: what is left over in the end has been said nothing of. */
  took(...entries: readonly (UnitEntry | null)[]): void {
    for (const entry of entries) if (entry !== null) this.seen.add(entry);
  }

  untouched(entries: readonly UnitEntry[]): UnitEntry[] {
    return entries.filter((entry) => !this.seen.has(entry));
  }

  say(severity: Problem['severity'], entry: UnitEntry, message: string): void {
    this.took(entry);
    const { line, key, value } = entry;
    this.problems.push(problem(severity, message, { line, element: key, value: value.slice(0, 120) }));
  }

  /** Problems by file, their lines those of the file. */
  byFile(problems: readonly Problem[]): Map<string, Problem[]> {
    const found = new Map<string, Problem[]>(this.starts.map(({ file }) => [file, []]));
    for (const each of problems) {
      const start = this.starts.findLast(({ first }) => (each.line ?? 0) > first) ?? this.starts[0];
      if (start === undefined) continue;
      const line = each.line === null ? null : each.line - start.first;
      found.get(start.file)?.push({ ...each, line });
    }
    return found;
  }
}
