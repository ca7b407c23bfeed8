import type { Problem } from '../../../src-shared/contract/tasks.js';
import type { ExecAction, Trigger } from '../../../src-shared/model/task.js';
import { problem } from '../problem.js';
import { calendarTriggers } from '../translate/calendar-triggers.js';
import { fixedZone } from '../translate/fixed-zone.js';
import { readLines } from '../translate/text.js';
import {
  account,
  baseName,
  exec,
  finish,
  Names,
  nameFrom,
  type TranslatedTask,
  type Translation,
} from '../translate/translated.js';
import { systemForm } from './dialect.js';
import { FieldFault, nicknameFields, readFields } from './fields.js';
import { readLine, splitCommand, type CronLine } from './lines.js';
import { occasionsOf } from './occasions.js';

type Entry = Extract<CronLine, { kind: 'entry' }>;

/** More entries than this are no crontab that somebody wrote. */
const mostEntries = 2000;

/**
 * Reads a crontab, a user's own or one of the system, as tasks: one for each entry, in a folder named after
 * the file. Never throws on bad input. What cron does and a task does not is said at its line.
 */
export function readCrontab(bytes: Uint8Array, fileName: string): Translation {
  const { lines, fault } = readLines(bytes);
  if (fault !== null) return { tasks: [], fileProblems: [fault] };
  return new CrontabReader(lines, fileName).read();
}

class CrontabReader {
  private readonly tasks: TranslatedTask[] = [];
  private readonly fileProblems: Problem[] = [];
  private readonly variables = new Map<string, string>();
  private readonly names: Names;
  private readonly form: string | null;
  /** As a boundary ends. */
  private zone = '';
  private delayMinutes = 0;
  private comment: string | null = null;
  private count = 0;

  constructor(
    private readonly lines: readonly string[],
    private readonly fileName: string,
  ) {
    this.names = new Names(`\\${nameFrom(baseName(fileName).replace(/\.(?:cron|crontab|txt)$/i, ''))}`);
    this.form = systemForm(lines, fileName);
  }

  read(): Translation {
    for (const [index, text] of this.lines.entries()) this.line(readLine(text), index + 1);
    if (this.count === 0) {
      const message = `${this.fileName} holds no entry; write lines such as 0 3 * * * /usr/bin/backup`;
      this.fileProblems.push(problem('error', message, { line: 1 }));
    } else this.general();
    return { tasks: this.tasks, fileProblems: this.fileProblems };
  }

  /** What holds for the file as a whole. */
  private general(): void {
    const say = (message: string) => this.fileProblems.push(problem('note', message, { line: 1 }));
    say(
      this.form === null
        ? 'read as a user’s own crontab: what follows the five fields is the command'
        : `read as a system crontab (${this.form}): the sixth word is the account`,
    );
    if (!this.variables.has('MAILTO')) {
      say('cron mails what a job prints; here it is kept with each run, see caretaker task output');
    }
  }

  private line(line: CronLine, number: number): void {
    if (line.kind === 'comment') {
      this.comment = line.text;
      return;
    }
    if (line.kind === 'variable') this.variable(line, number);
    if (line.kind === 'unknown') {
      const message =
        'is neither an entry nor a variable; write five fields and a command, or NAME=value, or # in front';
      this.fileProblems.push(
        problem('error', message, { line: number, element: 'line', value: line.text.slice(0, 80) }),
      );
    }
    if (line.kind === 'entry') this.entry(line, number);
    this.comment = null;
  }

  private variable({ name, value }: { name: string; value: string }, line: number): void {
    const say = (severity: 'note' | 'warning', message: string) =>
      this.fileProblems.push(problem(severity, message, { line, element: name, value }));
    if (name === 'CRON_TZ') {
      const zone = fixedZone(value);
      this.zone = zone.kind === 'fixed' ? zone.suffix : '';
      if (zone.kind === 'changing') {
        say(
          'warning',
          'a trigger has no zone of its own, so the times below are those of this machine’s zone',
        );
      }
      if (zone.kind === 'unknown') say('warning', 'is not a zone that is known; the machine’s zone is used');
      return;
    }
    if (name === 'RANDOM_DELAY') {
      this.delayMinutes = /^\d{1,4}$/.test(value) ? Number(value) : 0;
      say('note', 'the delay is drawn anew for each start; cron draws it once');
      return;
    }
    if (name === 'MAILTO' && value !== '') {
      say('note', 'output is not mailed; it is kept with each run, see caretaker task output');
    }
    if (name === 'MAILFROM' || name === 'CONTENT_TYPE' || name === 'CONTENT_TRANSFER_ENCODING') {
      say('note', 'nothing is mailed, so it has no effect');
    }
    if (name === 'LOGNAME' || name === 'USER') {
      say('note', 'has no effect in cron, and none here');
      return;
    }
    this.variables.set(name, value);
  }

  private entry(entry: Entry, line: number): void {
    this.count++;
    if (this.count > mostEntries) {
      if (this.count > mostEntries + 1) return;
      const message = `the file has more than ${mostEntries} entries; import it in parts`;
      this.fileProblems.push(problem('error', message, { line }));
      return;
    }
    const problems: Problem[] = [];
    const { user, rest } = this.account(entry.rest);
    const { command, input } = splitCommand(rest);
    const name = programName(command);
    const path = this.names.next(name);
    const at = { line, element: 'entry', value: command.slice(0, 80) };
    if (command === '')
      problems.push(problem('error', 'there is no command; write one after the fields', at));
    if (entry.quiet)
      problems.push(
        problem('note', 'a minus keeps a start out of the log; here every start is recorded', at),
      );
    let triggers: Trigger[] = [];
    try {
      triggers = this.triggers(entry, line, problems);
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      problems.push(problem('error', error.message, { line, element: error.field, value: error.value }));
    }
    if (problems.some(({ severity }) => severity === 'error')) {
      this.tasks.push({ path, definition: null, problems });
      return;
    }
    const drafted = finish({
      path,
      description: this.comment,
      source: baseName(this.fileName),
      triggers,
      principal: user === null ? null : account(user),
      settings: { multipleInstancesPolicy: 'parallel' },
      actions: [this.action(command, input, at, problems)],
      problems,
      locate: () => line,
    });
    this.tasks.push(...drafted);
  }

  private account(rest: string): { user: string | null; rest: string } {
    if (this.form === null) return { user: null, rest };
    const match = /^(\S+)\s+(\S.*)$/.exec(rest);
    return match === null ? { user: rest, rest: '' } : { user: match[1] ?? '', rest: match[2] ?? '' };
  }

  private triggers({ when }: Entry, line: number, problems: Problem[]): Trigger[] {
    const [first = ''] = when;
    if (first.toLowerCase() === '@reboot') {
      return [
        {
          kind: 'boot',
          id: null,
          enabled: true,
          startBoundary: null,
          endBoundary: null,
          repetition: null,
          executionTimeLimit: null,
          delay: null,
        },
      ];
    }
    const words = first.startsWith('@') ? nicknameFields(first) : when;
    if (words === null) {
      throw new FieldFault(
        'minute',
        first,
        'is not a nickname of cron; write @daily, @hourly, … or five fields',
      );
    }
    const fields = readFields(words);
    if (fields.randomMinutes !== null) {
      const message = 'the minute is drawn anew for each start; cron draws it once';
      problems.push(problem('note', message, { line, element: 'minute', value: words[0] ?? null }));
    }
    return occasionsOf(fields, this.zone, this.delayMinutes).flatMap(calendarTriggers);
  }

  private action(
    command: string,
    input: string | null,
    at: { line: number; element: string; value: string },
    problems: Problem[],
  ): ExecAction {
    const { SHELL: named = '', HOME: folder = '', ...environment } = Object.fromEntries(this.variables);
    // An empty one is none: cron falls back on its own.
    const shell = named === '' ? '/bin/sh' : named;
    const home = folder === '' ? null : folder;
    let script = command;
    if (input !== null) {
      problems.push(
        problem('note', 'what follows the per cent sign becomes a here-document of the shell', at),
      );
      script = `{ ${command}\n} <<'${delimiter(input)}'\n${input}${delimiter(input)}\n`;
    }
    return exec(shell, ['-c', script], {
      workingDirectory: home,
      environment: {
        ...environment,
        ...(shell === '/bin/sh' ? {} : { SHELL: shell }),
        ...(home === null ? {} : { HOME: home }),
      },
    });
  }
}

/** A word that no line of the text is. */
function delimiter(text: string): string {
  const lines = new Set(text.split('\n'));
  for (let count = 0; ; count++) {
    const word = count === 0 ? 'END' : `END${count}`;
    if (!lines.has(word)) return word;
  }
}

/** What the command is called: its first program, without folders, behind variables and `cd … &&`. */
function programName(command: string): string {
  const last = command
    .slice(0, 200)
    .replace(/^(?:\s*(?:cd\s+[^;&|]+|test\s[^;&|]*|\[[^\]]*\])\s*(?:&&|\|\||;)\s*)+/, '');
  const word = last
    .trim()
    .split(/\s+/)
    .find((part) => !/^[A-Za-z_][A-Za-z0-9_]*=/.test(part) && !/^[({]$/.test(part));
  return (
    (word ?? '')
      .replace(/^["'(]+|["');]+$/g, '')
      .split('/')
      .at(-1) ?? ''
  );
}
