import { describe, expect, it } from 'vitest';
import { amongListed, parsePs, parseTasklist } from '../../../../src-main/adapters/presence/running-list.js';

const tasklist = [
  '"System Idle Process","0","Services","0","8 K"',
  '"explorer.exe","4711","Console","1","98,304 K"',
  '"POWERPNT.EXE","812","Console","1","198,304 K"',
].join('\r\n');
const ps = ['/sbin/launchd', '/Applications/Keynote.app/Contents/MacOS/Keynote', '-zsh', ''].join('\n');

describe('programs that make the machine busy, elsewhere than on Linux', () => {
  it('reads the list of Windows: names with and without .exe, in any case', () => {
    const listed = parseTasklist(tasklist);
    expect(listed).toEqual(['System Idle Process', 'explorer.exe', 'POWERPNT.EXE']);
    expect(amongListed(['powerpnt', 'Explorer.EXE', 'vlc'], listed)).toEqual(['powerpnt', 'Explorer.EXE']);
  });

  it('reads the list of macOS: names and paths', () => {
    const listed = parsePs(ps);
    const path = '/Applications/Keynote.app/Contents/MacOS/Keynote';
    expect(amongListed(['keynote', path, 'launch'], listed)).toEqual(['keynote', path]);
  });
});
