import { describe, expect, it } from 'vitest';
import { fileFormats } from '../../../src-main/hosts/file-formats.js';
import { Refused, type Office } from '../../../src-main/runtime/handlers/handler.js';
import { checkFiles } from '../../../src-main/runtime/handlers/task-files.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const office = {
  parts: { formats: fileFormats },
  state: () => ({ tasks: new Map([['\\backup\\home', {}]]) }),
} as unknown as Office;

describe('checking files before they are imported', () => {
  it('tells of each task whether it would be new, and gives what would be registered', async () => {
    const text =
      'tasks:\n  - path: \\Backup\\HOME\n    exec: {command: a}\n  - path: \\New\n    exec: {command: b}\n';
    const { files } = await checkFiles(office, [{ name: 'two.yaml', base64: base64(text) }]);
    expect(files.map(({ task, exists, valid }) => [task, exists, valid])).toEqual([
      ['\\Backup\\HOME', true, true],
      ['\\New', false, true],
    ]);
    expect(files[1]?.definition?.actions).toMatchObject([{ kind: 'exec', command: 'b' }]);
  });

  it('gives problems by line and nothing to register for what is wrong', async () => {
    const { files } = await checkFiles(office, [
      { name: 'wrong.yaml', base64: base64('tasks:\n  - path: \\A\n    exc: {command: a}\n') },
    ]);
    expect(files[0]).toMatchObject({ valid: false, definition: null, exists: false });
    expect(files[0]?.problems[0]).toMatchObject({ severity: 'error', line: 2 });
  });

  it('refuses contents that are not base64, by the name of the file', async () => {
    const asked = checkFiles(office, [{ name: 'a.xml', base64: '<Task/>' }]);
    await expect(asked).rejects.toBeInstanceOf(Refused);
    await expect(asked).rejects.toThrow(/a\.xml: its contents are not base64/);
  });
});
