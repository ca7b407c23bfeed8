/** Space between two columns. */
const gap = '  ';
/** Below this the first column keeps its width and the lines become longer than the terminal. */
const firstMin = 12;
const lastMin = 24;

/**
 * Aligned columns that fit `width` characters without losing one: a first cell that is too long stands
 * on a line of its own, a last cell that is too long goes on in the next lines under itself.
 */
export function table(head: readonly string[] | null, rows: readonly string[][], width: number): string[] {
  const lines = head === null ? rows : [head, ...rows];
  const natural = widths(lines);
  const [first = 0, ...others] = natural;
  const last = others.at(-1) ?? 0;
  const between = (natural.length - 1) * gap.length;
  const middle = others.slice(0, -1).reduce((sum, one) => sum + one, 0);
  const lastWidth = Math.min(last, Math.max(lastMin, width - between - middle - Math.min(first, firstMin)));
  const firstWidth = Math.min(first, Math.max(firstMin, width - between - middle - lastWidth));
  const columns = [firstWidth, ...others.slice(0, -1), lastWidth];
  return lines.flatMap((cells) => row(cells, columns));
}

function widths(rows: readonly (readonly string[])[]): number[] {
  const count = Math.max(0, ...rows.map((cells) => cells.length));
  return Array.from({ length: count }, (_, index) =>
    Math.max(0, ...rows.map((cells) => length(cells[index] ?? ''))),
  );
}

function row(cells: readonly string[], columns: readonly number[]): string[] {
  const [first = '', ...rest] = cells;
  const firstWidth = columns[0] ?? 0;
  const own = length(first) > firstWidth && rest.length > 0 ? [first] : [];
  const lead = own.length > 0 ? '' : first;
  const wrapped = wrap(rest.at(-1) ?? '', columns.at(-1) ?? 0);
  const start = [lead, ...rest.slice(0, -1)].map((cell, index) => pad(cell, columns[index] ?? 0));
  const indent = ' '.repeat([...start, ''].join(gap).length);
  const body =
    rest.length === 0
      ? [lead]
      : wrapped.map((line, at) => (at === 0 ? [...start, line].join(gap) : indent + line));
  return [...own, ...body].map((line) => line.trimEnd());
}

/** Breaks a text at spaces into lines of at most `width` characters; a longer word stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && length(line) + 1 + length(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - length(text)));
}

/** Characters as a reader counts them; combined ones of Greek are single code points already. */
function length(text: string): number {
  return [...text].length;
}
