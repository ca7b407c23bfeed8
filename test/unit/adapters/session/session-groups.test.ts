import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { groupsOf } from '../../../../src-main/adapters/session/session-groups.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'caretaker-groups-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('groups of an account are its own and those that list it', () => {
  const [passwd, group] = [join(folder, 'passwd'), join(folder, 'group')];
  writeFileSync(passwd, 'ana:x:1000:1000::/home/ana:/bin/sh\nbob:x:1001:50::/home/bob:/bin/sh\n');
  writeFileSync(group, 'ana:x:1000:\nstaff:x:50:ana\nwheel:x:10:bob,ana\naudio:x:29:bob\n');
  expect(groupsOf('ana', passwd, group)).toEqual(['ana', 'staff', 'wheel']);
  expect(groupsOf('bob', passwd, group)).toEqual(['audio', 'staff', 'wheel']);
  expect(groupsOf('eve', passwd, join(folder, 'none'))).toEqual([]);
});
