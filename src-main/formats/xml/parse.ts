import { SAXParser } from 'sax';
import { resultCodes, type ResultCode } from '../../core/tasks/validate-finding.js';
import { forbiddenMarkup } from './scan.js';

export interface XmlElement {
  /** Local name. */
  name: string;
  /** Namespace; empty for none. */
  namespace: string;
  /** Without namespace declarations; prefixed ones by their full name. */
  attributes: Map<string, string>;
  children: XmlElement[];
  /** Own text, CDATA included, children's text not. */
  text: string;
  /** 1-based line of the start tag. */
  line: number;
  /** Offsets of the whole element in the text. */
  begin: number;
  end: number;
  /** Prefixes in force at this element, '' for the default namespace. */
  scope: ReadonlyMap<string, string>;
}

/** The document cannot be read any further. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
  constructor(
    readonly line: number,
    readonly code: ResultCode,
    message: string,
    readonly element: string | null = null,
  ) {
    super(message);
  }
}

/** Limits of a document. A task is a page of text; these leave room for the strangest. */
const mostElements = 10_000;
const mostAttributes = 64;
const deepest = 64;

/** The five names that XML itself has; nothing else may be used, and no object's own names slip in. */
const entities: Record<string, string> = Object.assign(Object.create(null) as Record<string, string>, {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
});

// The characters that XML 1.0 allows (2.2 Char); lone surrogates are not among them.
const forbiddenCharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * Parses a document without a DTD into a tree with lines. Strict: anything malformed is a fault; a DOCTYPE is
 * refused before the parser sees it, so no entity is ever declared, expanded or fetched.
 *
 * @param text with `\n` line ends
 * @throws XmlFault at the first place where the document cannot be read
 */
export function parseXml(text: string): XmlElement {
  const lineAt = lineIndex(text);
  const bad = forbiddenCharacter.exec(text);
  if (bad !== null) {
    const point = (bad[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw malformed(lineAt(bad.index), `the character U+${point} is not allowed in XML; remove it`);
  }
  const markup = forbiddenMarkup(text);
  if (markup !== null) {
    throw new XmlFault(lineAt(markup.offset), resultCodes.malformedXml, markup.message, markup.name);
  }
  return new TreeBuilder(text, lineAt).build();
}

/** What the parser says too shortly for a person to mend. */
const saidBetter: Record<string, string> = {
  'Malformed comment': 'a comment holds two dashes in a row; write one dash or none',
  'Unclosed root tag': 'the file ends before its outermost element does; is it cut off?',
  'Invalid character entity':
    'a reference such as &name; that XML does not know; write &amp; for an ampersand',
  'Unencoded <': 'a < that begins no element; write &lt;',
  'Text data outside of root node.': 'text outside the outermost element; remove it',
};

function malformed(line: number, message: string, element: string | null = null): XmlFault {
  return new XmlFault(line, resultCodes.malformedXml, message, element);
}

class TreeBuilder {
  private readonly parser = new SAXParser(true, { xmlns: false, position: true });
  private readonly open: XmlElement[] = [];
  private root: XmlElement | null = null;
  private elements = 0;
  private attributes = new Map<string, string>();

  constructor(
    private readonly text: string,
    private readonly lineAt: (offset: number) => number,
  ) {}

  build(): XmlElement {
    const { parser } = this;
    parser.ENTITIES = entities;
    parser.onerror = (error) => {
      const [first = 'malformed'] = error.message.split('\n');
      const fault = saidBetter[first] ?? first.toLowerCase();
      throw malformed(this.lineAt(parser.position - 1), `the XML is malformed: ${fault}`);
    };
    parser.onopentagstart = () => this.begin();
    parser.onattribute = ({ name, value }) => this.attribute(name, value);
    parser.onopentag = ({ name }) => this.opened(name);
    parser.onclosetag = () => this.closed();
    parser.ontext = (text) => this.append(text);
    parser.oncdata = (text) => this.append(text);
    parser.write(this.text).close();
    if (this.root === null) throw malformed(1, 'the file holds no XML element');
    return this.root;
  }

  private get line(): number {
    return this.lineAt(this.parser.startTagPosition - 1);
  }

  private begin(): void {
    this.attributes = new Map();
    this.elements++;
    if (this.elements > mostElements) {
      const message = `the file has more than ${mostElements} elements; a task has far fewer`;
      throw new XmlFault(this.line, resultCodes.tooManyNodes, message);
    }
    if (this.open.length >= deepest) {
      const message = `elements are nested more than ${deepest} deep; a task needs no more than ten`;
      throw new XmlFault(this.line, resultCodes.tooManyNodes, message);
    }
  }

  private attribute(name: string, value: string): void {
    this.attributes.set(name, value);
    if (this.attributes.size > mostAttributes) {
      throw new XmlFault(
        this.line,
        resultCodes.tooManyNodes,
        `an element has more than ${mostAttributes} attributes`,
      );
    }
  }

  private opened(qualified: string): void {
    const begin = this.parser.startTagPosition - 1;
    const line = this.lineAt(begin);
    if (this.open.length === 0 && this.root !== null) {
      throw malformed(line, 'there is a second outermost element; keep one task to a file', qualified);
    }
    this.refuseDuplicates(begin, line, qualified);
    const scope = scopeWith(this.open.at(-1)?.scope ?? new Map(), this.attributes);
    const [prefix, name] = split(qualified);
    const namespace = scope.get(prefix);
    if (namespace === undefined && prefix !== '') {
      throw malformed(
        line,
        `the prefix ${prefix} is bound to no namespace; declare xmlns:${prefix}`,
        qualified,
      );
    }
    const attributes = new Map([...this.attributes].filter(([key]) => !/^xmlns(?::|$)/.test(key)));
    const element: XmlElement = {
      name,
      namespace: namespace ?? '',
      attributes,
      children: [],
      text: '',
      line,
      begin,
      end: begin,
      scope,
    };
    this.open.at(-1)?.children.push(element);
    this.root ??= element;
    this.open.push(element);
  }

  /** The parser drops a second attribute of the same name without a word. */
  private refuseDuplicates(begin: number, line: number, element: string): void {
    if (this.attributes.size === 0) return;
    const tag = this.text.slice(begin, this.parser.position);
    const written = tag.replace(/"[^"]*"|'[^']*'/g, '').split('=').length - 1;
    if (written !== this.attributes.size) throw malformed(line, 'an attribute is written twice', element);
  }

  private closed(): void {
    const element = this.open.pop();
    if (element !== undefined) element.end = this.parser.position;
  }

  private append(text: string): void {
    const element = this.open.at(-1);
    if (element !== undefined) element.text += text;
  }
}

function split(qualified: string): [string, string] {
  const colon = qualified.indexOf(':');
  return colon === -1 ? ['', qualified] : [qualified.slice(0, colon), qualified.slice(colon + 1)];
}

function scopeWith(
  outer: ReadonlyMap<string, string>,
  attributes: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  let scope: Map<string, string> | null = null;
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    scope ??= new Map(outer);
    scope.set(name === 'xmlns' ? '' : name.slice(6), value);
  }
  return scope ?? outer;
}

/** A function from offsets to 1-based lines. */
function lineIndex(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (offset) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
