import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compare, idsIn, readRequirements } from '../../../scripts/requirements-table.js';

const page = readFileSync(fileURLToPath(new URL('../../../docs/requirements.md', import.meta.url)), 'utf8');

describe('docs/requirements.md', () => {
  const rows = readRequirements(page);

  it('has every id once, without a gap', () => {
    const wanted = Object.entries({ WAM: 59, TASK: 65, SCM: 139, UI: 39, CT: 25 }).flatMap(
      ([prefix, count]) =>
        Array.from({ length: count }, (_, n) => `${prefix}-${String(n + 1).padStart(2, '0')}`),
    );
    expect(rows.map(({ id }) => id)).toEqual(wanted);
  });

  it('knows four states', () => {
    const strange = rows.filter(({ state }) => !/^(done|partly|planned: \S.*)$/.test(state));
    expect(strange).toEqual([]);
    expect(rows.filter(({ text, where }) => text === '' || where === '')).toEqual([]);
  });
});

describe('the comparison with tests', () => {
  const row = (id: string, planned: string | null = null) => ({
    id,
    text: 'x',
    where: 'y',
    state: 'z',
    planned,
  });

  it('reads every id of a title', () => {
    expect(idsIn('starts at last > WAM-04, WAM-05 UI-100: both')).toEqual(['WAM-04', 'WAM-05', 'UI-100']);
  });

  it('takes a row as proven by a passing test alone', () => {
    const result = compare(
      [row('WAM-01'), row('WAM-02'), row('WAM-03'), row('WAM-04', 'later'), row('WAM-05')],
      [
        { title: 'WAM-01 holds', state: 'passed' },
        { title: 'WAM-02 holds', state: 'passed' },
        { title: 'WAM-02 holds on battery', state: 'failed' },
        { title: 'WAM-03 holds', state: 'skipped' },
        { title: 'CT-99 holds', state: 'passed' },
      ],
    );
    const ids = (list: { id: string }[]) => list.map(({ id }) => id);
    expect(ids(result.proven)).toEqual(['WAM-01']);
    expect(ids(result.missing)).toEqual(['WAM-02', 'WAM-03', 'WAM-05']);
    expect(ids(result.planned)).toEqual(['WAM-04']);
    expect(result.unknown).toEqual(['CT-99']);
  });
});
