/** Builds a document line by line, two spaces a level. */
export class XmlWriter {
  private readonly lines: string[] = [];
  private depth = 0;

  /** An element with text; nothing for null. */
  leaf(name: string, value: string | number | boolean | null, attributes = ''): void {
    if (value === null) return;
    this.line(`<${name}${attributes}>${escapeText(String(value))}</${name}>`);
  }

  /** An element around what `inside` writes. */
  within(name: string, attributes: string, inside: () => void): void {
    const at = this.lines.length;
    this.depth++;
    inside();
    this.depth--;
    if (this.lines.length === at) return this.line(`<${name}${attributes} />`);
    this.lines.splice(at, 0, `${'  '.repeat(this.depth)}<${name}${attributes}>`);
    this.line(`</${name}>`);
  }

  /** Markup that is already written. */
  raw(xml: string): void {
    this.line(xml);
  }

  toString(): string {
    return `${this.lines.join('\n')}\n`;
  }

  private line(text: string): void {
    this.lines.push('  '.repeat(this.depth) + text);
  }
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };

/**
 * Text as element content. A carriage return would be read back as a line feed, so it is written as a
 * reference; a character that XML cannot hold at all becomes U+FFFD.
 */
export function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>\r]/g, (c) => escapes[c] ?? c);
}

/** ` name="value"`, or nothing for null. */
export function attribute(name: string, value: string | null): string {
  if (value === null) return '';
  const written = escapeText(value).replace(/"/g, '&quot;').replace(/\n/g, '&#xA;').replace(/\t/g, '&#x9;');
  return ` ${name}="${written}"`;
}
