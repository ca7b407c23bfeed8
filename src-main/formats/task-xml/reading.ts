import type { Problem } from '../../../src-shared/contract/tasks.js';
import {
  resultCodes,
  shown,
  type DefinitionPath,
  type ResultCode,
} from '../../core/tasks/validate-finding.js';
import { nearestName } from '../nearest-name.js';
import { problem } from '../problem.js';
import type { XmlElement } from '../xml/parse.js';
import { verbatim } from '../xml/verbatim.js';
import { keep } from './kept.js';
import { newestKnown, ownNamespace, sinceVersion, taskNamespace, unlistedElements } from './names.js';

/** What to do with each child element, by name. Names of Caretaker's own namespace are written `c:Yield`. */
export type Handlers = Record<string, (element: XmlElement) => void>;

export interface ChildRules {
  /** Place for elements that are kept ({@link keep}); null for a plain list, which has no room for others. */
  place: string | null;
  /** Children that may come more than once. */
  many?: readonly string[];
  /** Takes an element that is not known; returns false to have it reported. */
  other?: (element: XmlElement) => boolean;
}

/** One pass over a document: collects every problem, remembers where each field was written. */
export class Reading {
  readonly problems: Problem[] = [];
  readonly kept: string[] = [];
  private readonly lines = new Map<string, number>();
  /** Names that a misspelt child was probably meant to be: they are not missing as well. */
  private readonly meant = new Map<XmlElement, Set<string>>();

  constructor(
    readonly text: string,
    /** Minor schema version as stated: 1 to 6. */
    readonly minor: number,
    /** Whether the document states a version; without one everything known is allowed. */
    readonly stated: string | null,
  ) {}

  readonly locate = (at: DefinitionPath): number | null => this.lines.get(JSON.stringify(at)) ?? null;

  at(place: DefinitionPath, element: XmlElement): void {
    this.lines.set(JSON.stringify(place), element.line);
  }

  error(element: XmlElement, code: ResultCode, message: string, value: unknown = null): void {
    const { line, name } = element;
    this.problems.push(problem('error', message, { line, element: name, value: shown(value), code }));
  }

  note(element: XmlElement, message: string, value: unknown = null): void {
    const { line, name } = element;
    this.problems.push(problem('note', message, { line, element: name, value: shown(value) }));
  }

  /** A required child that is not there: reported at its parent's line, under its own name. */
  missing(parent: XmlElement, name: string, remedy: string): void {
    if (this.meant.get(parent)?.has(name) === true) return;
    const message = `${parent.name} needs this element, and it is missing; ${remedy}`;
    const code = resultCodes.missingNode;
    this.problems.push(problem('error', message, { line: parent.line, element: name, code }));
  }

  /** Goes over the children of an element; every unknown, repeated, too new or misplaced one is reported. */
  children(parent: XmlElement, handlers: Handlers, rules: ChildRules): void {
    this.strayText(parent);
    const seen = new Set<string>();
    for (const child of parent.children) {
      if (child.namespace !== taskNamespace && child.namespace !== ownNamespace) {
        this.wrongNamespace(child);
        continue;
      }
      const key = child.namespace === ownNamespace ? `c:${child.name}` : child.name;
      const handler = Object.hasOwn(handlers, key) ? handlers[key] : undefined;
      if (handler === undefined) {
        if (rules.other?.(child) !== true) this.unknown(parent, child, Object.keys(handlers), rules.place);
        continue;
      }
      if (seen.has(key) && rules.many?.includes(key) !== true) {
        const message = `is written twice in ${parent.name}; remove one of the two`;
        this.error(child, resultCodes.unexpectedNode, message, child.text.trim() === '' ? null : child.text);
        continue;
      }
      seen.add(key);
      this.newerThanStated(child);
      handler(child);
    }
  }

  /** Attributes other than the known ones have no meaning here; prefixed ones are somebody else's. */
  attributes(element: XmlElement, known: readonly string[]): void {
    for (const [name, value] of element.attributes) {
      if (known.includes(name) || name.includes(':')) continue;
      const near = nearestName(name, known);
      const remedy = near === null ? 'remove it' : `did you mean ${near}?`;
      const { line } = element;
      const message = `${element.name} has no attribute ${name}, so it is ignored; ${remedy}`;
      this.problems.push(problem('warning', message, { line, element: name, value: shown(value) }));
    }
  }

  /** The element as written, to be kept. */
  verbatim(element: XmlElement): string {
    return verbatim(this.text, element, taskNamespace);
  }

  private strayText(parent: XmlElement): void {
    const stray = parent.text.trim();
    if (stray === '') return;
    const message = `${parent.name} holds elements, no text; remove the text`;
    this.error(parent, resultCodes.unexpectedNode, message, stray);
  }

  private wrongNamespace(child: XmlElement): void {
    const message =
      child.namespace === ''
        ? `is in no namespace; it belongs into ${taskNamespace}`
        : `is in the namespace ${child.namespace}; a task uses ${taskNamespace}`;
    this.error(child, resultCodes.namespace, message, child.namespace);
  }

  private newerThanStated(child: XmlElement): void {
    const since = sinceVersion[child.name];
    if (since === undefined || this.minor >= since || child.namespace !== taskNamespace) return;
    const message = `needs schema version 1.${since}, and the file states ${this.stated ?? ''}; set version="1.${since}" on Task`;
    this.error(child, resultCodes.unexpectedNode, message, child.children.length === 0 ? child.text : null);
  }

  private unknown(parent: XmlElement, child: XmlElement, known: string[], place: string | null): void {
    const near = nearestName(child.name, known);
    const newer = this.minor > newestKnown && near === null;
    if (place !== null && (newer || unlistedElements.has(child.name)) && child.namespace === taskNamespace) {
      this.kept.push(keep(place, this.verbatim(child)));
      this.note(
        child,
        `is not part of the published schema; it is kept and exported unchanged, without effect`,
      );
      return;
    }
    if (near !== null) this.meant.set(parent, (this.meant.get(parent) ?? new Set()).add(near));
    const remedy = near === null ? 'remove it' : `did you mean ${near.replace(/^c:/, '')}?`;
    const value = child.text.trim() === '' ? null : child.text;
    this.error(child, resultCodes.unexpectedNode, `is not known in ${parent.name}; ${remedy}`, value);
  }
}
