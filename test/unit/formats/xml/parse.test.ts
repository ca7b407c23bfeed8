import { describe, expect, it } from 'vitest';
import { parseXml, XmlFault } from '../../../../src-main/formats/xml/parse.js';

function faultOf(text: string): XmlFault {
  try {
    parseXml(text);
  } catch (error) {
    if (error instanceof XmlFault) return error;
    throw error;
  }
  throw new Error('it was read');
}

/** A hostile document is refused within this time on a slow, busy machine. */
const bound = 5000;
function timed(text: string): XmlFault {
  const began = performance.now();
  const fault = faultOf(text);
  expect(performance.now() - began).toBeLessThan(bound);
  return fault;
}

describe('parseXml', () => {
  it('gives elements with namespaces, attributes, text and lines', () => {
    const root = parseXml(
      '<?xml version="1.0"?>\n<!-- c -->\n<a xmlns="urn:a" xmlns:b="urn:b" x="1&amp;2">\n  <b:c\n y=\'"\'/>t<![CDATA[<&]]>&#65;&lt;\n</a>',
    );
    expect(root).toMatchObject({ name: 'a', namespace: 'urn:a', line: 3 });
    expect([...root.attributes]).toEqual([['x', '1&2']]);
    expect(root.text).toBe('\n  t<&A<\n');
    expect(root.children).toMatchObject([{ name: 'c', namespace: 'urn:b', line: 4, text: '' }]);
    expect(root.children[0]?.attributes.get('y')).toBe('"');
  });

  it('knows where each element stands', () => {
    const text = '<a>\n<b>x</b><c/>\n</a>';
    const { children } = parseXml(text);
    expect(children.map(({ begin, end }) => text.slice(begin, end))).toEqual(['<b>x</b>', '<c/>']);
  });

  it.each([
    ['', 1],
    ['   ', 1],
    ['text', 1],
    ['<a>', 1],
    ['<a>\n</b>', 2],
    ['<a></a><b/>', 1],
    ['<a/>\ntext', 2],
    ['<a x=1/>', 1],
    ['<a x="1" x="2"/>', 1],
    ['<a>&nbsp;</a>', 1],
    ['<a>\n&constructor;</a>', 2],
    ['<a>\n&toString;</a>', 2],
    ['<a>&amp</a>', 1],
    ['<a>&#0;</a>', 1],
    ['<a>&#xD800;</a>', 1],
    ['<a><!-- a -- b --></a>', 1],
    ['<a>\u0000</a>', 1],
    ['<a>\n\n\u0008</a>', 3],
    ['<a>\uD800</a>', 1],
    ['<b:a/>', 1],
    ['<a <b/>', 1],
    ['<?xml version="1.0"?', 1],
    ['<a><![CDATA[ x</a>', 1],
    ['<!-- x', 1],
  ])('refuses %j as malformed', (text, line) => {
    expect(faultOf(text)).toMatchObject({ code: '0x8004131A', line });
  });
});

describe('hostile documents are refused, and quickly', () => {
  it('a document type, whatever is in it', () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
      '\n',
    );
    const fault = timed(
      `<?xml version="1.0"?>\n<!DOCTYPE a [\n<!ENTITY l0 "lol">\n${laughs}\n]>\n<a>&l9;</a>`,
    );
    expect(fault).toMatchObject({ line: 2, code: '0x8004131A' });
    expect(fault.message).toContain('remove the DOCTYPE');
  });

  it.each([
    '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    '<!DOCTYPE a PUBLIC "x" "http://127.0.0.1:1/x.dtd"><a/>',
    '<!doctype a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<a/><!DOCTYPE a>',
    '<a><!DOCTYPE a></a>',
  ])('%s', (text) => {
    expect(timed(text).message).toContain('remove the DOCTYPE');
  });

  it('the word in a comment or a CDATA section is only a word', () => {
    expect(parseXml('<a><!-- <!DOCTYPE x> --><![CDATA[<!DOCTYPE x>]]></a>').text).toBe('<!DOCTYPE x>');
  });

  it('other declarations', () => {
    expect(timed(`<a><!ELEMENT ${'x'.repeat(2_000_000)}`).message).toContain('declaration');
    expect(timed('<a><!ENTITY x "y"></a>').message).toContain('declaration');
  });

  it('huge depth', () => {
    const depth = 500_000;
    expect(timed('<a>'.repeat(depth) + '</a>'.repeat(depth))).toMatchObject({ code: '0x8004131D' });
    expect(timed(`${'<a>\n'.repeat(100)}${'</a>'.repeat(100)}`)).toMatchObject({ line: 65 });
  });

  it('endless siblings', () => {
    expect(timed(`<a>${'<b/>'.repeat(500_000)}</a>`)).toMatchObject({ code: '0x8004131D' });
  });

  it('endless attributes', () => {
    const attributes = Array.from({ length: 200_000 }, (_, n) => ` a${n}=""`).join('');
    expect(timed(`<a${attributes}/>`)).toMatchObject({ code: '0x8004131D' });
  });

  it.each([
    ['an open tag name', `<${'a'.repeat(3_000_000)}`],
    ['an open attribute', `<a b="${'x'.repeat(3_000_000)}`],
    ['an open comment', `<a><!--${'-'.repeat(3_000_000)}`],
    ['an open section', `<a><![CDATA[${']'.repeat(3_000_000)}`],
    ['an open entity', `<a>&${'x'.repeat(3_000_000)}`],
    ['an endless number', `<a>&#${'9'.repeat(3_000_000)};</a>`],
    ['entities without end', `<a>${'&x;'.repeat(1_000_000)}</a>`],
    ['only angle brackets', '<'.repeat(3_000_000)],
    ['an open instruction', `<?${'?'.repeat(3_000_000)}`],
  ])('%s', (_name, text) => {
    expect(timed(text)).toMatchObject({ code: '0x8004131A' });
  });
});
