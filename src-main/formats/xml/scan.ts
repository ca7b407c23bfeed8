/**
 * A first look over the text, in one pass of searches, for markup that must never reach the parser: document
 * type and other declarations. The parser would read them letter by letter, and a DOCTYPE is what entity
 * expansion and external entities are made of.
 *
 * @returns the first such place, or null
 */
export function forbiddenMarkup(text: string): { offset: number; name: string; message: string } | null {
  let at = text.indexOf('<');
  while (at !== -1) {
    const skipTo = skipOf(text, at);
    if (skipTo === null) {
      const name = /^<!([A-Za-z]{0,20})/.exec(text.slice(at, at + 24))?.[1] ?? '';
      const message =
        name.toUpperCase() === 'DOCTYPE'
          ? 'a document type is not accepted, since it can declare entities; remove the DOCTYPE'
          : 'a declaration is not accepted here; remove it';
      return { offset: at, name: `!${name}`, message };
    }
    // An unfinished comment, section or instruction: the parser says so itself.
    if (skipTo === -1) return null;
    at = text.indexOf('<', skipTo);
  }
  return null;
}

/** Where to go on after the markup that begins at `at`; -1 when it does not end, null when it is forbidden. */
function skipOf(text: string, at: number): number | null {
  if (text.startsWith('<!--', at)) return text.indexOf('-->', at + 4);
  if (text.startsWith('<![CDATA[', at)) return text.indexOf(']]>', at + 9);
  if (text.startsWith('<?', at)) return text.indexOf('?>', at + 2);
  if (text.startsWith('<!', at)) return null;
  return at + 1;
}
