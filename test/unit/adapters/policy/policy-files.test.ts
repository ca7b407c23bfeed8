import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromPreferences } from '../../../../src-main/adapters/policy/managed-preferences.darwin.js';
import { readPolicyText } from '../../../../src-main/adapters/policy/policy-file.js';
import { readPolicyFolder } from '../../../../src-main/adapters/policy/policy-folder.js';
import {
  checked,
  fromOwnKey,
  fromWindowsPolicy,
  parseRegQuery,
} from '../../../../src-main/adapters/policy/registry.win32.js';

describe('a policy file', () => {
  it('WAM-25 sets the hour, in YAML or JSON', () => {
    const yaml = 'settings:\n  maintenance:\n    time: "04:30"\n    wake: false\n';
    expect(readPolicyText('a.yaml', yaml)).toEqual({
      settings: { time: '04:30', wake: false },
      problems: [],
    });
    const json = '{"settings":{"maintenance":{"randomDelay":"PT2H"}}}';
    expect(readPolicyText('a.json', json).settings).toEqual({ randomDelay: 'PT2H' });
  });

  it('names file, line, value and what is allowed, and the rest holds', () => {
    const text = [
      'settings:',
      '  maintenance:',
      '    time: "25:00"',
      '    wake: false',
      '    colour: red',
      '  services: {}',
      'tasks: []',
    ].join('\n');
    const { settings, problems } = readPolicyText('/etc/p.yaml', text);
    expect(settings).toEqual({ wake: false });
    expect(problems).toEqual([
      '/etc/p.yaml, line 3: time 25:00 is not a time of day such as 03:00',
      '/etc/p.yaml, line 5: colour there is no such setting',
      '/etc/p.yaml, line 6: services is not known here; only maintenance is',
      '/etc/p.yaml, line 7: tasks is not known here; only settings is',
    ]);
  });

  it.each([
    ['a list', '- a\n- b\n', 'line 1'],
    ['broken YAML', 'settings:\n  maintenance: {time: "04:00"\n', 'line'],
    ['a setting twice', 'settings:\n  maintenance:\n    wake: true\n    wake: false\n', 'line 4'],
    ['settings that are no map', 'settings: [1]\n', 'line 1: settings must be a map'],
  ])('%s is a problem with its line, and nothing of the file holds', (_name, text, where) => {
    const { settings, problems } = readPolicyText('p.yaml', text);
    expect(settings).toEqual({});
    expect(problems.join()).toContain(where);
  });

  it('may be empty', () => {
    expect(readPolicyText('p.yaml', '')).toEqual({ settings: {}, problems: [] });
    expect(readPolicyText('p.yaml', 'settings:\n')).toEqual({ settings: {}, problems: [] });
  });
});

describe('a policy folder', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'caretaker-policy-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, maintenance: unknown): void =>
    writeFileSync(join(folder, name), JSON.stringify({ settings: { maintenance } }), { mode: 0o644 });

  it('counts in the order of the names; a later file wins, a bad one keeps no other out', () => {
    write('20-team.yaml', { wake: true });
    write('10-office.json', { wake: false, time: '04:00' });
    writeFileSync(join(folder, '30-broken.yaml'), '{{{');
    writeFileSync(join(folder, 'notes.txt'), 'settings: 1');
    const { settings, problems } = readPolicyFolder(folder);
    expect(settings).toEqual({ wake: true, time: '04:00' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('30-broken.yaml, line 1');
  });

  it('refuses a file that everybody may write', () => {
    write('open.yaml', { wake: true });
    chmodSync(join(folder, 'open.yaml'), 0o666);
    const { settings, problems } = readPolicyFolder(folder);
    expect(settings).toEqual({});
    expect(problems[0]).toContain('chmod o-w');
  });

  it('says nothing when it is not there', () => {
    expect(readPolicyFolder(join(folder, 'none'))).toEqual({ settings: {}, problems: [] });
  });
});

describe('policy in the Windows registry', () => {
  const recorded = [
    '',
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\Task Scheduler\\Maintenance',
    '    Activation Boundary    REG_SZ    2001-01-01T02:00:00',
    '    Randomized    REG_DWORD    0x1',
    '    Random Delay    REG_SZ    PT2H',
    '    WakeUp    REG_DWORD    0x0',
    '',
  ].join('\r\n');

  it("WAM-25 WAM-40 reads Windows' own keys for Automatic Maintenance", () => {
    expect(fromWindowsPolicy(parseRegQuery(recorded))).toEqual({
      time: '02:00',
      randomDelay: 'PT2H',
      wake: false,
    });
    const unset = parseRegQuery('HKEY\r\n    Randomized    REG_DWORD    0x1\r\n');
    expect(fromWindowsPolicy(unset)).toEqual({ randomDelay: 'PT4H' });
    const off = parseRegQuery('HKEY\r\n    Randomized    REG_DWORD    0x0\r\n');
    expect(fromWindowsPolicy(off)).toEqual({ randomDelay: 'PT0S' });
    expect(fromWindowsPolicy(parseRegQuery(''))).toEqual({});
  });

  it("reads Caretaker's own key, and says what is wrong in it", () => {
    const own = [
      '    Enabled    REG_DWORD    0x0',
      '    IdleAfter    REG_SZ    PT10M',
      '    Parallel    REG_DWORD    0x2',
      '    BusyPrograms    REG_MULTI_SZ    vlc\\0POWERPNT',
      '    Window    REG_SZ    an hour',
    ].join('\r\n');
    const { settings, problems } = checked('HKLM\\Key', fromOwnKey(parseRegQuery(own)));
    expect(settings).toEqual({
      enabled: false,
      idleAfter: 'PT10M',
      parallel: 2,
      busyPrograms: ['vlc', 'POWERPNT'],
    });
    expect(problems).toEqual(['HKLM\\Key: window an hour is not a duration such as PT1H']);
  });
});

describe('managed preferences of macOS', () => {
  it('are the settings by their names', () => {
    const json = '{"time":"01:15","wake":true,"PayloadUUID":"x"}';
    const { settings, problems } = fromPreferences('/p.plist', json);
    expect(settings).toEqual({ time: '01:15', wake: true });
    expect(problems).toEqual(['/p.plist: PayloadUUID there is no such setting']);
    expect(fromPreferences('/p.plist', 'nonsense').problems).toHaveLength(1);
    expect(fromPreferences('/p.plist', '[]').problems[0]).toContain('dictionary');
  });
});
