import type { XmlElement } from './parse.js';

/**
 * An element exactly as written. Prefixes (and a default namespace other than `inherited`) that it uses but
 * that were declared further out are declared on it, so that the text can stand elsewhere.
 */
export function verbatim(text: string, element: XmlElement, inherited: string): string {
  const written = text.slice(element.begin, element.end);
  const nameEnd = /^<[^\s/>]+/.exec(written)?.[0].length ?? 1;
  const startTag = written.slice(0, startTagEnd(written));
  const missing: string[] = [];
  for (const [prefix, namespace] of element.scope) {
    const attribute = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
    if (new RegExp(`\\s${attribute}\\s*=`).test(startTag)) continue;
    const used = prefix === '' ? namespace !== inherited : written.includes(`${prefix}:`);
    if (used)
      missing.push(
        ` ${attribute}="${namespace.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')}"`,
      );
  }
  if (!element.scope.has('') && inherited !== '') missing.push(' xmlns=""');
  return written.slice(0, nameEnd) + missing.join('') + written.slice(nameEnd);
}

/** Where the content of an element that is written out begins. */
export function startTagEnd(written: string): number {
  let quote = '';
  for (let at = 0; at < written.length; at++) {
    const c = written.charAt(at);
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '>') return at + 1;
  }
  return written.length;
}
