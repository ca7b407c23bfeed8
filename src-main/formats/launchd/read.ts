import type { Problem } from '../../../src-shared/contract/tasks.js';
import type { ExecAction, TaskSettings, Trigger } from '../../../src-shared/model/task.js';
import { problem } from '../problem.js';
import { calendarTriggers, duration } from '../translate/calendar-triggers.js';
import { account, baseName, exec, finish, nameFrom, type Translation } from '../translate/translated.js';
import { decodeXml } from '../xml/decode.js';
import { XmlFault } from '../xml/parse.js';
import { meaningOf } from './meaning.js';
import { occasionsOfInterval } from './occasions.js';
import { PlistFault, readPlist, type PlistDict, type PlistValue } from './plist.js';

const longestPlist = 1024 * 1024;
/** A repetition is PT1M to P31D (reference "task model", section 2). */
const leastSeconds = 60;
const mostSeconds = 31 * 86_400;

/** Reads a job of launchd, a property list in XML, as one task. Never throws on bad input. */
export function readLaunchd(bytes: Uint8Array, fileName: string): Translation {
  const refused = (each: Problem): Translation => ({ tasks: [], fileProblems: [each] });
  if (bytes.length > longestPlist) {
    return refused(problem('error', `the file has ${bytes.length} bytes; at most ${longestPlist} are read`));
  }
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 6)) === 'bplist') {
    const message = 'is a property list in its binary form; write it as XML first: plutil -convert xml1 FILE';
    return refused(problem('error', message, { line: 1 }));
  }
  const decoded = decodeXml(bytes);
  if (decoded.kind === 'fault') return refused(decoded.problem);
  try {
    return new JobReader(readPlist(decoded.text), fileName).read();
  } catch (error) {
    if (!(error instanceof PlistFault) && !(error instanceof XmlFault)) throw error;
    const { line, message } = error;
    const code = error instanceof XmlFault ? error.code : null;
    return refused(problem('error', message, { line, element: 'plist', code }));
  }
}

class JobReader {
  private readonly problems: Problem[] = [];
  private readonly handled = new Set<string>();

  constructor(
    private readonly job: PlistDict,
    private readonly fileName: string,
  ) {}

  read(): Translation {
    const label = this.text('Label') ?? baseName(this.fileName).replace(/\.plist$/i, '');
    const path = `\\${nameFrom(label)}`;
    const action = this.action();
    const triggers = this.triggers();
    const user = this.text('UserName');
    const settings = this.settings();
    this.leftOvers();
    if (action === null || this.problems.some(({ severity }) => severity === 'error')) {
      return { tasks: [{ path, definition: null, problems: this.problems }], fileProblems: [] };
    }
    if (triggers.length === 0) {
      this.say(
        'warning',
        'Label',
        'nothing starts the task by itself: it has neither a calendar nor an interval',
      );
    }
    const tasks = finish({
      path,
      description: null,
      source: baseName(this.fileName),
      triggers,
      principal: user === null ? null : account(user),
      settings,
      actions: [action],
      problems: this.problems,
      locate: (at) => this.place(String(at[0])),
    });
    return { tasks, fileProblems: [] };
  }

  private place(part: string): number | null {
    const keys: Record<string, readonly string[]> = {
      triggers: ['StartCalendarInterval', 'StartInterval', 'RunAtLoad'],
      actions: ['ProgramArguments', 'Program'],
      principal: ['UserName'],
    };
    const key = (keys[part] ?? ['Label']).find((name) => this.job.entries.has(name));
    return key === undefined ? this.job.line : (this.job.entries.get(key)?.line ?? null);
  }

  private say(severity: Problem['severity'], key: string, message: string): void {
    const value = this.job.entries.get(key);
    const shown = value !== undefined && 'value' in value ? String(value.value).slice(0, 80) : null;
    this.problems.push(
      problem(severity, message, { line: value?.line ?? this.job.line, element: key, value: shown }),
    );
  }

  /** The value of a key where it has the kind that is wanted; another kind is an error. */
  private take<K extends PlistValue['kind']>(key: string, kind: K): Extract<PlistValue, { kind: K }> | null {
    this.handled.add(key);
    const value = this.job.entries.get(key);
    if (value === undefined) return null;
    if (value.kind === kind) return value as Extract<PlistValue, { kind: K }>;
    this.say(
      'error',
      key,
      `is ${value.kind === 'other' ? 'no' : `a ${value.kind}, not a`} ${kind}; write ${kind === 'boolean' ? 'true or false' : `a ${kind}`}`,
    );
    return null;
  }

  private text(key: string): string | null {
    return this.take(key, 'string')?.value ?? null;
  }

  private action(): ExecAction | null {
    const program = this.text('Program');
    const words = this.strings('ProgramArguments');
    const [first, ...args] = words ?? [];
    const command = program ?? first;
    if (command === undefined || command === '') {
      if (!this.problems.some(({ severity }) => severity === 'error')) {
        this.say('error', 'ProgramArguments', 'the job names no program; write Program or ProgramArguments');
      }
      return null;
    }
    return exec(command, args, {
      workingDirectory: this.text('WorkingDirectory'),
      environment: this.environment(),
    });
  }

  private strings(key: string): string[] | null {
    const array = this.take(key, 'array');
    if (array === null) return null;
    return array.items.flatMap((item) => {
      if (item.kind === 'string') return [item.value];
      this.problems.push(problem('error', 'is not a string; write one', { line: item.line, element: key }));
      return [];
    });
  }

  private environment(): Record<string, string> {
    const dict = this.take('EnvironmentVariables', 'dict');
    const found: Record<string, string> = {};
    for (const [name, value] of dict?.entries ?? []) {
      if (value.kind === 'string') found[name] = value.value;
      else
        this.problems.push(
          problem('error', 'is not a string; write one', { line: value.line, element: name }),
        );
    }
    return found;
  }

  private triggers(): Trigger[] {
    return [...this.calendar(), ...this.interval(), ...this.atLoad()];
  }

  private calendar(): Trigger[] {
    this.handled.add('StartCalendarInterval');
    const value = this.job.entries.get('StartCalendarInterval');
    if (value === undefined) return [];
    const items = value.kind === 'array' ? value.items : [value];
    const triggers = items.flatMap((item) => {
      try {
        if (item.kind !== 'dict')
          throw new PlistFault(item.line, 'is not a dict; write Minute, Hour, … into one');
        if (item.entries.has('Day') && item.entries.has('Weekday')) {
          const message = 'Day and Weekday are both given: as under launchd, either of them is enough';
          this.problems.push(problem('note', message, { line: item.line, element: 'StartCalendarInterval' }));
        }
        return occasionsOfInterval(item).flatMap(calendarTriggers);
      } catch (error) {
        if (!(error instanceof PlistFault)) throw error;
        const { line, message } = error;
        this.problems.push(problem('error', message, { line, element: 'StartCalendarInterval' }));
        return [];
      }
    });
    this.say(
      'note',
      'StartCalendarInterval',
      'what was missed while the machine slept is made up for within ten minutes, not at the wake',
    );
    return triggers;
  }

  private interval(): Trigger[] {
    const value = this.take('StartInterval', 'number');
    if (value === null) return [];
    const seconds = Math.round(value.value);
    if (!(seconds > 0) || seconds > mostSeconds) {
      this.say('error', 'StartInterval', 'is not a number of seconds up to 31 days; write one');
      return [];
    }
    if (seconds < leastSeconds)
      this.say('warning', 'StartInterval', 'a repetition is at least a minute: it becomes one');
    this.say(
      'note',
      'StartInterval',
      'counts in even steps through the day, not from the moment the job is loaded',
    );
    const interval = duration(Math.max(leastSeconds, seconds));
    return [
      {
        kind: 'time',
        ...never,
        startBoundary: '2025-01-01T00:00:00',
        randomDelay: null,
        repetition: { interval, duration: null, stopAtDurationEnd: false },
      },
    ];
  }

  /** A daemon is loaded at boot, an agent at logon; both are loaded when they are installed. */
  private atLoad(): Trigger[] {
    const value = this.take('RunAtLoad', 'boolean');
    if (value?.value !== true) return [];
    const agent = /LaunchAgents[\\/]/.test(this.fileName);
    const start: Trigger = agent
      ? { kind: 'logon', ...never, startBoundary: null, delay: null, userId: null }
      : { kind: 'boot', ...never, startBoundary: null, delay: null };
    const message = agent
      ? 'the job is loaded at logon: it starts then, and when the task is registered'
      : 'the job is loaded at boot: it starts then, and when the task is registered';
    this.say('note', 'RunAtLoad', message);
    return [start, { kind: 'registration', ...never, startBoundary: null, delay: null }];
  }

  private settings(): Partial<TaskSettings> {
    const disabled = this.take('Disabled', 'boolean')?.value === true;
    const calendar = this.job.entries.has('StartCalendarInterval');
    return {
      multipleInstancesPolicy: 'ignoreNew',
      startWhenAvailable: calendar,
      enabled: !disabled,
      priority: this.priority(),
    };
  }

  private priority(): number {
    const kind = this.text('ProcessType');
    const slow = this.take('LowPriorityIO', 'boolean')?.value === true;
    const background = this.take('LowPriorityBackgroundIO', 'boolean')?.value === true;
    const nice = this.take('Nice', 'number')?.value ?? 0;
    if (nice >= 15) return 9;
    if (kind === 'Background' || slow || background || nice >= 3) return 7;
    return nice < 0 ? 3 : 5;
  }

  private leftOvers(): void {
    for (const key of this.job.entries.keys()) {
      if (this.handled.has(key)) continue;
      const value = this.job.entries.get(key);
      if (value?.kind === 'boolean' && !value.value) continue;
      const { severity, message } = meaningOf(key);
      this.say(severity, key, message);
    }
  }
}

const never = {
  id: null,
  enabled: true,
  startBoundary: null,
  endBoundary: null,
  repetition: null,
  executionTimeLimit: null,
};
