import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Problem } from '../../../src-shared/contract/tasks.js';
import {
  resultCodes,
  shown,
  type DefinitionPath,
  type ResultCode,
} from '../../core/tasks/validate-finding.js';
import { nearestName } from '../nearest-name.js';
import { problem } from '../problem.js';

/** A field of a mapping: its value, and where its key stands. */
export interface Field {
  key: string;
  keyNode: Node | null;
  value: Node | null;
}

export type FieldHandlers = Record<string, (field: Field) => void>;

/** So many aliases and nodes nobody needs; beyond, the file only wants to keep us busy. */
const mostAliases = 1000;
const mostFields = 500_000;

/** The reader gives up: a limit was passed. */
export class ManifestFault extends Error {
  override readonly name = 'ManifestFault';
  constructor(
    message: string,
    readonly line: number | null = null,
  ) {
    super(message);
  }
}

/** One pass over a manifest: collects every problem, remembers the line of each field of the task at hand. */
export class ManifestReading {
  problems: Problem[] = [];
  private lines = new Map<string, number>();
  /** Names that a misspelt field was probably meant to be: they are not missing as well. */
  private readonly meant = new Map<Node | null, Set<string>>();
  private aliases = 0;
  private fields = 0;

  constructor(
    private readonly document: Document,
    readonly lineOf: (node: Node | null) => number | null,
  ) {}

  readonly locate = (at: DefinitionPath): number | null => this.lines.get(JSON.stringify(at)) ?? null;

  /** Begins a new task: its problems and places are its own. */
  fresh(): void {
    this.problems = [];
    this.lines = new Map();
  }

  at(place: DefinitionPath, field: Field): void {
    const line = this.lineOf(field.keyNode ?? field.value);
    if (line !== null) this.lines.set(JSON.stringify(place), line);
  }

  error(
    field: Field,
    code: ResultCode | null,
    message: string,
    value: unknown = this.scalarText(field.value),
  ): void {
    this.say('error', field, message, value, code);
  }

  note(field: Field, message: string, value: unknown = null): void {
    this.say('note', field, message, value, null);
  }

  warning(field: Field, message: string, value: unknown = null): void {
    this.say('warning', field, message, value, null);
  }

  private say(
    severity: Problem['severity'],
    field: Field,
    message: string,
    value: unknown,
    code: ResultCode | null,
  ): void {
    const line = this.lineOf(field.keyNode ?? field.value);
    this.problems.push(problem(severity, message, { line, element: field.key, value: shown(value), code }));
  }

  missing(parent: Field, key: string, remedy: string): void {
    if (this.meant.get(parent.value)?.has(key) === true) return;
    const line = this.lineOf(parent.keyNode ?? parent.value);
    const code = resultCodes.missingNode;
    this.problems.push(problem('error', `is missing; ${remedy}`, { line, element: key, code }));
  }

  /** The node itself, behind an alias if need be. */
  resolve(node: Node | null): Node | null {
    if (!isAlias(node)) return node;
    this.aliases++;
    if (this.aliases > mostAliases) throw new ManifestFault(`the file uses more than ${mostAliases} aliases`);
    const named = node.resolve(this.document) as Node | undefined;
    if (named !== undefined) return named;
    throw new ManifestFault(
      `nothing is called &${node.source}; name it before it is used`,
      this.lineOf(node),
    );
  }

  /** Text of a scalar as written; null for anything else. */
  scalarText(node: Node | null): string | null {
    const scalar = this.resolve(node);
    if (!isScalar(scalar) || scalar.value === null) return null;
    if (typeof scalar.value === 'string') return scalar.value;
    return scalar.source ?? String(scalar.value);
  }

  isNull(field: Field): boolean {
    const node = this.resolve(field.value);
    return node === null || (isScalar(node) && node.value === null);
  }

  /** The fields of a mapping; a repeated key is reported. Null when the value is no mapping. */
  mapping(field: Field): Field[] | null {
    const node = this.resolve(field.value);
    if (!isMap(node)) return null;
    return this.entries(node);
  }

  /** A node as a plain value, aliases followed as far as they are counted. */
  plain(node: Node | null): unknown {
    const resolved = this.resolve(node);
    if (isScalar(resolved)) return resolved.value;
    const field = { key: '', keyNode: null, value: resolved };
    const items = this.list(field);
    if (items !== null) return items.map(({ value }) => this.plain(value));
    const entries = this.mapping(field);
    if (entries === null) return null;
    return Object.fromEntries(entries.map(({ key, value }) => [key, this.plain(value)]));
  }

  private entries(map: YAMLMap): Field[] {
    const seen = new Set<string>();
    const fields: Field[] = [];
    for (const pair of map.items as Pair<Node | null, Node | null>[]) {
      this.fields++;
      if (this.fields > mostFields) throw new ManifestFault(`the file has more than ${mostFields} fields`);
      const key = this.scalarText(pair.key) ?? '';
      const field = { key, keyNode: pair.key, value: pair.value };
      if (seen.has(key))
        this.error(field, resultCodes.unexpectedNode, 'is written twice; remove one of the two');
      else fields.push(field);
      seen.add(key);
    }
    return fields;
  }

  /** The entries of a list, each named after the list. Null when the value is no list. */
  list(field: Field): Field[] | null {
    const node = this.resolve(field.value);
    if (!isSeq(node)) return null;
    this.fields += node.items.length;
    if (this.fields > mostFields) throw new ManifestFault(`the file has more than ${mostFields} fields`);
    return node.items.map((item) => ({ key: field.key, keyNode: null, value: item as Node | null }));
  }

  /** Hands each field of a mapping to its handler; unknown ones are reported with the nearest known name. */
  children(parent: Field, handlers: FieldHandlers, other?: (field: Field) => boolean): void {
    const fields = this.mapping(parent);
    if (fields === null) {
      this.error(parent, resultCodes.invalidValue, 'is not a mapping; write its fields below it, indented');
      return;
    }
    for (const field of fields) {
      const handler = Object.hasOwn(handlers, field.key) ? handlers[field.key] : undefined;
      if (handler !== undefined) handler(field);
      else if (other?.(field) !== true) this.unknown(parent, field, Object.keys(handlers));
    }
  }

  /** Reports a field that is not known, with the nearest known name. */
  unknown(parent: Field, field: Field, known: readonly string[]): void {
    const near = nearestName(field.key, known);
    if (near !== null) this.meant.set(parent.value, (this.meant.get(parent.value) ?? new Set()).add(near));
    const remedy = near === null ? `known are ${known.join(', ')}` : `did you mean ${near}?`;
    this.error(field, resultCodes.unexpectedNode, `unknown field ${field.key}; ${remedy}`);
  }
}
