import type { Problem } from '../../../src-shared/contract/tasks.js';
import { problem } from '../problem.js';
import { readLines } from '../translate/text.js';
import { baseName, finish, nameFrom, type TranslatedTask } from '../translate/translated.js';
import { noteLeftOvers } from './left-over.js';
import { serviceTask } from './service.js';
import { expandSpecifiers } from './specifiers.js';
import { timerTriggers } from './timer.js';
import { lastOf, readUnitFile } from './unit-file.js';
import { Units, type UnitLines } from './units.js';

/** What one of the given files came to; the tasks stand with the timer. */
export interface UnitResult {
  file: string;
  tasks: TranslatedTask[];
  /** For a service: the task it became a part of. */
  partOf: string | null;
  fileProblems: Problem[];
}

export interface UnitInput {
  file: string;
  bytes: Uint8Array;
}

/**
 * Reads timers with the services that they start. A service may stand in a file of its own among those given,
 * or in the timer's own file (as `systemctl cat` prints both); drop-ins lie in `NAME.timer.d` or
 * `NAME.service.d`. Never throws on bad input.
 */
export function readUnits(inputs: readonly UnitInput[]): UnitResult[] {
  const results = new Map<string, UnitResult>();
  const files: UnitLines[] = [];
  for (const { file, bytes } of inputs) {
    const { lines, fault } = readLines(bytes);
    results.set(file, { file, tasks: [], partOf: null, fileProblems: fault === null ? [] : [fault] });
    if (lines !== null) files.push({ file, lines });
  }
  const used = new Set<string>();
  for (const timer of files.filter(isTimer)) {
    for (const [file, result] of readTimer(timer, files)) {
      used.add(file);
      results.set(file, result);
    }
  }
  for (const { file } of files) {
    if (used.has(file)) continue;
    const message = isDropIn(file)
      ? 'is a drop-in, and its unit is not among the files; give that too'
      : 'no timer among the files starts this unit; give its .timer as well, or make it a service in a manifest';
    results.get(file)?.fileProblems.push(problem('error', message, { line: 1 }));
  }
  return [...results.values()];
}

function has(lines: readonly string[], section: string): boolean {
  return lines.some((line) => line.trim() === `[${section}]`);
}

function isTimer({ file, lines }: UnitLines): boolean {
  return !isDropIn(file) && (/\.timer$/.test(file) || has(lines, 'Timer'));
}

function isDropIn(file: string): boolean {
  return /\.(?:timer|service)\.d[\\/][^\\/]+\.conf$/.test(file);
}

function dropInsOf(unit: string, files: readonly UnitLines[]): UnitLines[] {
  const folder = `${unit}.d`;
  return files
    .filter(({ file }) => isDropIn(file) && file.split(/[\\/]/).at(-2) === folder)
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

function readTimer(timer: UnitLines, files: readonly UnitLines[]): Map<string, UnitResult> {
  const name = baseName(timer.file).replace(/\.(?:timer|conf|txt)$/, '');
  const alone = readUnitFile(timer.lines).entries;
  const wanted = lastOf(alone, 'Timer', 'Unit')?.value ?? `${name}.service`;
  const own = has(timer.lines, 'Service') ? timer : null;
  const service = own ?? files.find(({ file }) => baseName(file) === wanted) ?? templateOf(wanted, files);
  const units = new Units(
    [timer, ...dropInsOf(`${name}.timer`, files)],
    service === null ? [] : [service, ...dropInsOf(wanted, files)],
  );
  const path = `\\${nameFrom(name)}`;
  const problems = service === null ? [missingService(alone, wanted)] : [];
  expandSpecifiers(name, units);
  const timing = timerTriggers(units);
  const { actions, principal, settings } = serviceTask(units);
  noteLeftOvers(units);
  if (timing.triggers.length === 0 && !units.problems.some(({ severity }) => severity === 'error')) {
    problems.push(
      problem('error', 'the timer names no time; write OnCalendar or OnBootSec', {
        line: 1,
        element: 'Timer',
      }),
    );
  }
  if (
    service !== null &&
    actions.length === 0 &&
    !units.problems.some(({ severity }) => severity === 'error')
  ) {
    problems.push(
      problem('error', 'the service runs nothing; write ExecStart', {
        line: lineOfService(units) ?? 1,
        element: 'ExecStart',
      }),
    );
  }
  const broken = [...problems, ...units.problems].some(({ severity }) => severity === 'error');
  const tasks: TranslatedTask[] = broken
    ? [{ path, definition: null, problems: [...problems, ...units.problems] }]
    : finish({
        path,
        description:
          lastOf(units.timer, 'Unit', 'Description')?.value ??
          lastOf(units.service, 'Unit', 'Description')?.value ??
          null,
        source: baseName(timer.file),
        triggers: timing.triggers,
        principal,
        settings: { ...settings, startWhenAvailable: timing.startWhenAvailable, wakeToRun: timing.wakeToRun },
        actions,
        problems: [...problems, ...units.problems],
        locate: (at) => placeOf(units, at),
      });
  return byFile(units, tasks, timer.file, path);
}

/** `name@.service` for an instance `name@x.service`. */
function templateOf(unit: string, files: readonly UnitLines[]): UnitLines | null {
  const template = unit.replace(/@[^@]*\.service$/, '@.service');
  return files.find(({ file }) => baseName(file) === template) ?? null;
}

function missingService(entries: ReturnType<typeof readUnitFile>['entries'], wanted: string): Problem {
  const line = lastOf(entries, 'Timer', 'Unit')?.line ?? 1;
  const message = `the timer starts ${wanted}, which is not among the files; give both files`;
  return problem('error', message, { line, element: 'Unit', value: wanted });
}

function lineOfService(units: Units): number | null {
  return units.service.find(({ section }) => section === 'Service')?.line ?? null;
}

/** The line of what a place in the definition was made of. */
function placeOf(units: Units, at: readonly (string | number)[]): number | null {
  const keys: Record<string, RegExp> = {
    triggers: /^On/,
    actions: /^ExecStart/,
    principal: /^User$/,
  };
  const form = keys[String(at[0])];
  if (at[0] === 'settings' && at[1] === 'wakeToRun') return lineOf(units, /^WakeSystem$/);
  return form === undefined ? null : lineOf(units, form);
}

function lineOf(units: Units, form: RegExp): number | null {
  return [...units.timer, ...units.service].find(({ key }) => form.test(key))?.line ?? null;
}

function byFile(units: Units, tasks: TranslatedTask[], timer: string, path: string): Map<string, UnitResult> {
  const results = new Map<string, UnitResult>();
  for (const [file, fileProblems] of units.byFile(tasks.flatMap(({ problems }) => problems))) {
    results.set(file, { file, tasks: [], partOf: path, fileProblems });
  }
  const mine = results.get(timer)?.fileProblems ?? [];
  const [first, ...rest] = tasks;
  results.set(timer, {
    file: timer,
    partOf: null,
    fileProblems: [],
    tasks:
      first === undefined
        ? []
        : [{ ...first, problems: mine }, ...rest.map((task) => ({ ...task, problems: [] }))],
  });
  return results;
}
