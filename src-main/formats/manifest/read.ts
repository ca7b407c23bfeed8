import type { Problem } from '../../../src-shared/contract/tasks.js';
import type { SettingsPatch } from '../../../src-shared/model/settings.js';
import type { ServicesManifest } from '../../../src-shared/model/service.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { findProblems } from '../../core/tasks/validate.js';
import { resultCodes, type Finding } from '../../core/tasks/validate-finding.js';
import { isValid, located, ordered, problem } from '../problem.js';
import { listOf, text } from './leaves.js';
import { manifestOfValue, parseManifest, type Parsed } from './parse.js';
import { readSafeBoot, readTagOrder } from './read-service-order.js';
import { readServices } from './read-services.js';
import { readSettingsPatch } from './read-settings.js';
import { readManifestTask } from './read-task.js';
import { ManifestFault, ManifestReading, type Field } from './reading.js';

/** A manifest with every default of its tasks filled in (promises, section 3). */
export interface Manifest {
  tasks: TaskDefinition[];
  settings: SettingsPatch | null;
  /** Null when the manifest speaks of no services. */
  services: ServicesManifest | null;
}

export interface ManifestResult {
  /** Null when a problem is an error: a manifest is applied whole or not at all. */
  manifest: Manifest | null;
  /** All problems in the order of the file. */
  problems: Problem[];
  /** The same by task; a task without a path is called by its place in the list. */
  tasks: { path: string; problems: Problem[] }[];
  /** Those that belong to no task. */
  fileProblems: Problem[];
}

/**
 * Reads a manifest, YAML or JSON, from the bytes of a file or from its text. All problems are collected, each
 * with its line. Never throws on bad input, and takes a bounded time.
 */
export function readManifest(input: Uint8Array | string, fileName: string): ManifestResult {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  return readParsed(parseManifest(bytes), fileName);
}

/** Reads a manifest that is already a value, such as that of a scenario; without lines. */
export function readManifestValue(value: unknown, name: string): ManifestResult {
  return readParsed(manifestOfValue(value), name);
}

function failed(fileProblems: Problem[]): ManifestResult {
  return { manifest: null, problems: fileProblems, tasks: [], fileProblems };
}

function readParsed(parsed: Parsed, fileName: string): ManifestResult {
  if (parsed.kind === 'fault') return failed(parsed.problems);
  const reading = new ManifestReading(parsed.document, parsed.lineOf);
  const root: Field = { key: 'manifest', keyNode: null, value: parsed.root };
  if (reading.isNull(root)) {
    return failed([problem('error', `${fileName} is empty; write tasks, services or settings`, { line: 1 })]);
  }
  try {
    return new ManifestReader(reading).read(root);
  } catch (error) {
    if (!(error instanceof ManifestFault)) throw error;
    return failed([problem('error', error.message, { line: error.line })]);
  }
}

class ManifestReader {
  private readonly manifest: Manifest = {
    tasks: [],
    settings: null,
    services: null,
  };
  private readonly tasks: ManifestResult['tasks'] = [];
  private readonly paths = new Map<string, number | null>();

  constructor(private readonly reading: ManifestReading) {}

  read(root: Field): ManifestResult {
    const { reading, manifest } = this;
    let taskLists: Field[] = [];
    reading.children(root, {
      tasks: (f) => (taskLists = this.entries(f)),
      services: (f) => (this.servicePart().services = readServices(reading, f)),
      serviceGroupOrder: (f) =>
        (this.servicePart().serviceGroupOrder = reading.isNull(f)
          ? null
          : listOf(reading, f, ['serviceGroupOrder'], (entry, at) => text(reading, entry, at))),
      tagOrder: (f) => (this.servicePart().tagOrder = readTagOrder(reading, f)),
      safeBoot: (f) => (this.servicePart().safeBoot = readSafeBoot(reading, f)),
      settings: (f) => (manifest.settings = readSettingsPatch(reading, f)),
    });
    const fileProblems = ordered(reading.problems);
    taskLists.forEach((entry, index) => this.task(entry, index));
    const problems = ordered([...fileProblems, ...this.tasks.flatMap((task) => task.problems)]);
    return { manifest: isValid(problems) ? manifest : null, problems, tasks: this.tasks, fileProblems };
  }

  private entries(field: Field): Field[] {
    const { reading } = this;
    if (reading.isNull(field)) return [];
    const entries = reading.list(field);
    if (entries === null) {
      reading.error(field, resultCodes.invalidValue, 'is not a list; begin each task with a dash');
    }
    return entries ?? [];
  }

  private servicePart(): ServicesManifest {
    this.manifest.services ??= { services: [], serviceGroupOrder: null, tagOrder: null, safeBoot: null };
    return this.manifest.services;
  }

  private task(entry: Field, index: number): void {
    const { reading } = this;
    reading.fresh();
    const task = readManifestTask(reading, entry);
    if (task === null) {
      this.tasks.push({ path: `tasks[${index}]`, problems: ordered(reading.problems) });
      return;
    }
    this.refuseTwin(task, entry);
    const found = findProblems(task)
      // The engine is implied, not asked for: what Windows' engine lacks is no news here.
      .filter(
        ({ severity, message }) => severity !== 'note' || !message.includes('unified scheduling engine'),
      )
      .map((finding) => ({ ...finding, element: fieldName(finding) }));
    this.tasks.push({
      path: task.path,
      problems: ordered([...reading.problems, ...located(found, reading.locate)]),
    });
    this.manifest.tasks.push(task);
  }

  private refuseTwin(task: TaskDefinition, entry: Field): void {
    const key = task.path.toLowerCase();
    const earlier = this.paths.get(key);
    if (earlier === undefined) {
      this.paths.set(key, this.reading.locate(['path']));
      return;
    }
    const where = earlier === null ? '' : ` (line ${earlier})`;
    const message = `there is already a task of this path${where}; give one of the two another`;
    this.reading.error({ ...entry, key: 'path' }, resultCodes.invalidValue, message, task.path);
  }
}

/** A manifest's name for the place of a finding: that of the field. */
function fieldName({ at, element }: Finding): string | null {
  const name = at.findLast((part) => typeof part === 'string');
  return typeof name === 'string' ? name : element;
}
