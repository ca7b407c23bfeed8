import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TaskDefinition } from '../../../../src-shared/model/task.js';
import { quoteArguments } from '../../../../src-main/formats/task-xml/quote.js';
import { readTaskXml } from '../../../../src-main/formats/task-xml/read.js';
import { encodeTaskXml, writeTaskXml } from '../../../../src-main/formats/task-xml/write.js';
import { definition } from '../../core/tasks/definitions.js';
import { anyDefinition } from '../definitions-arbitrary.js';
import { bytesOf, fixture } from '../fixtures.js';

function again(bytes: Uint8Array) {
  const { task, problems } = readTaskXml(bytes, 'again.xml');
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return task;
}

describe('writeTaskXml', () => {
  it('reading back what was written gives the same definition, whatever it is', () => {
    fc.assert(
      fc.property(anyDefinition, (task) => {
        expect(TaskDefinition.safeParse(task).error).toBeUndefined();
        expect(again(encodeTaskXml(task))).toEqual(task);
        expect(again(bytesOf(writeTaskXml(task)))).toEqual(task);
      }),
      { numRuns: 150 },
    );
  }, 30_000);

  it.each([
    'sdk-style-without-version.xml',
    'v1.1-daily-hourly.xml',
    'v1.2-events-and-mail.xml',
    'v1.4-console-export.xml',
    'v1.4-maintenance.xml',
    'v1.6-system-wnf.xml',
    'prefixed-namespace.xml',
    'own-namespace.xml',
    'windows-1253.xml',
  ])('%s goes out and comes in unchanged', (name) => {
    const { task } = readTaskXml(fixture(`task-xml/${name}`), name);
    if (task === null) throw new Error('not valid');
    expect(again(encodeTaskXml(task))).toEqual(task);
  });

  it('is canonical: written twice it is the same text', () => {
    fc.assert(
      fc.property(anyDefinition, (task) => {
        const text = writeTaskXml(task);
        const read = again(bytesOf(text));
        if (read === null) throw new Error('not valid');
        expect(writeTaskXml(read)).toBe(text);
      }),
      { numRuns: 100 },
    );
  }, 30_000);

  it('writes bytes as Windows does: UTF-16, little endian, with a mark and both line ends', () => {
    const bytes = encodeTaskXml(definition());
    expect([...bytes.slice(0, 4)]).toEqual([0xff, 0xfe, 0x3c, 0]);
    const text = new TextDecoder('utf-16le').decode(bytes);
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-16"\?>\r\n<Task version="1\.4"/);
  });

  it('needs Caretaker’s own namespace only for what the schema lacks', () => {
    expect(writeTaskXml(definition())).not.toContain('caretaker');
    expect(writeTaskXml(definition({ settings: { critical: true } }))).toContain(
      '<c:Critical>true</c:Critical>',
    );
  });

  it('writes no element that the version does not know', () => {
    expect(writeTaskXml(definition({ version: '1.2' }))).not.toMatch(
      /Unified|RemoteApp|Volatile|Maintenance/,
    );
  });

  it('puts a character that XML cannot hold as U+FFFD', () => {
    const task = definition();
    task.registrationInfo.description = 'a\u0000b\u001bc\uD800d';
    expect(again(encodeTaskXml(task))?.registrationInfo.description).toBe('a\uFFFDb\uFFFDc\uFFFDd');
  });
});

describe('quoteArguments', () => {
  it.each([
    [['a', 'b'], 'a b'],
    [['a b', ''], '"a b" ""'],
    [['say "x"'], '"say \\"x\\""'],
    [['C:\\dir with\\'], '"C:\\dir with\\\\"'],
    [['C:\\dir\\'], 'C:\\dir\\'],
    [['\\\\"'], '"\\\\\\\\\\""'],
  ])('%j is %s', (list, expected) => {
    expect(quoteArguments(list)).toBe(expected);
  });
});
