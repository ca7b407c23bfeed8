import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src-shared/contract/tasks.js';
import { checkFile, textReport } from '../../../src-main/formats/check.js';
import { fileKind } from '../../../src-main/formats/file-kind.js';
import { bytesOf, fixture } from './fixtures.js';

const check = (name: string) => checkFile(fixture(name), name);

describe('checkFile', () => {
  it('gives one entry for a document', () => {
    expect(check('task-xml/v1.4-maintenance.xml')).toMatchObject([
      { file: 'task-xml/v1.4-maintenance.xml', valid: true, task: '\\Contoso\\Maintenance\\Clean up' },
    ]);
    expect(check('task-xml/full-of-mistakes.xml')).toMatchObject([{ valid: false, task: null }]);
  });

  it('gives one entry a task for a manifest, and one for the file where it has something to say', () => {
    expect(check('manifest/complete.yaml').map(({ task, valid }) => [task, valid])).toEqual([
      ['\\Backup\\Home', true],
      ['\\Reports', true],
    ]);
    expect(check('manifest/complete.json').map(({ task, valid }) => [task, valid])).toEqual([
      ['\\Backup\\Home', true],
    ]);
    expect(check('manifest/with-mistakes.yaml').map(({ task, valid }) => [task, valid])).toEqual([
      [null, false],
      ['\\Backup\\Home', false],
      ['\\Backup\\Later', false],
      ['\\backup\\home', false],
      ['tasks[3]', false],
    ]);
  });

  it('has the promised shape: no field is ever absent', () => {
    for (const name of [
      'task-xml/full-of-mistakes.xml',
      'task-xml/v1.6-system-wnf.xml',
      'manifest/with-mistakes.yaml',
    ]) {
      for (const result of check(name)) {
        expect(Object.keys(result)).toEqual(['file', 'valid', 'task', 'problems']);
        for (const problem of result.problems) {
          expect(Object.keys(Problem.parse(problem)).sort()).toEqual(
            ['code', 'element', 'line', 'message', 'severity', 'value'].sort(),
          );
          expect(problem.code ?? '0x80041318').toMatch(/^0x8[0-9A-F]{7}$/);
        }
      }
    }
  });

  it('gives an empty manifest an entry', () => {
    expect(checkFile(bytesOf('tasks: []'), 'm.yaml')).toEqual([
      { file: 'm.yaml', valid: true, task: null, problems: [] },
    ]);
  });

  it.each([
    ['a.xml', 'tasks: []', 'task-xml'],
    ['a.XML', '', 'task-xml'],
    ['a.yaml', '<a/>', 'manifest'],
    ['a.json', '<a/>', 'manifest'],
    ['task', ' \n<Task/>', 'task-xml'],
    ['task', 'tasks: []', 'manifest'],
    ['task', '<\u0000T\u0000', 'task-xml'],
    ['backup.timer', '', 'unit'],
    ['backup@.service', '', 'unit'],
    ['backup.timer.d/override.conf', '', 'unit'],
    ['task', '# /etc/systemd/system/a.timer\n[Timer]\nOnCalendar=daily\n', 'unit'],
    ['/etc/crontab', '', 'crontab'],
    ['/etc/cron.d/sysstat', '', 'crontab'],
    ['my.crontab', '', 'crontab'],
    ['jobs', 'MAILTO=a\n*/5 * * * * true\n', 'crontab'],
    ['jobs', '@reboot true\n', 'crontab'],
    ['org.example.plist', '', 'launchd'],
    ['job.xml', '<?xml version="1.0"?>\n<plist version="1.0"><dict/></plist>', 'launchd'],
    ['job', 'bplist00', 'launchd'],
  ])('%s with %j is %s', (name, text, expected) => {
    expect(fileKind(bytesOf(text), name)).toBe(expected);
  });
});

describe('textReport', () => {
  it('writes one line a problem: file, line, element, value, what is wrong, remedy, code', () => {
    const lines = textReport(check('task-xml/full-of-mistakes.xml'));
    expect(lines).toContain(
      'task-xml/full-of-mistakes.xml:41 Hiden true: error: is not known in Settings; did you mean Hidden? [0x80041316]',
    );
    expect(lines).toContain(
      'task-xml/full-of-mistakes.xml:43 ExecutionTimeLimit 2 hours: error: "2 hours" is not a duration; write it as ISO 8601, such as P1D, PT30M or P1DT12H [0x80041318]',
    );
  });

  it('says that a file is valid', () => {
    const lines = textReport(check('manifest/complete.json'));
    expect(lines.at(-1)).toBe('manifest/complete.json: \\Backup\\Home is valid');
    expect(lines.slice(0, -1)).toEqual([expect.stringMatching(/^manifest\/complete.json:6 .*: note: /)]);
  });

  it('keeps what would steer a terminal out of the lines', () => {
    const text = `tasks:\n  - path: "\\\\A\\eb"\n    exec: { "com\\u001b[31mmand\\nx": "y\\u0007" }\n`;
    const lines = textReport(checkFile(bytesOf(text), 'm\u001b.yaml'));
    expect(lines.length).toBeGreaterThan(1);
    // eslint-disable-next-line no-control-regex -- that is what is looked for
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });
});
