import { describe, expect, it } from 'vitest';
import { SettingsPatch } from '../../../../src-shared/model/settings.js';
import { readManifest } from '../../../../src-main/formats/manifest/read.js';

function read(maintenance: string): ReturnType<typeof readManifest> {
  const text = `settings:\n  maintenance: ${maintenance}\n`;
  return readManifest(new TextEncoder().encode(text), 'm.yaml');
}

describe('settings of Automatic Maintenance in a manifest', () => {
  it('takes the battery threshold and the programs that mean busy', () => {
    const { manifest } = read('{ minBattery: 40, busyPrograms: [vlc, /opt/cad/bin/cad] }');
    expect(SettingsPatch.parse(manifest?.settings)).toEqual({
      maintenance: { minBattery: 40, busyPrograms: ['vlc', '/opt/cad/bin/cad'] },
    });
    expect(read('{ minBattery: null, busyPrograms: [] }').manifest?.settings).toEqual({
      maintenance: { minBattery: null, busyPrograms: [] },
    });
  });

  it.each([
    ['{ minBattery: 0 }', 'from 1 to 100'],
    ['{ minBattery: 101 }', 'from 1 to 100'],
    ['{ parallel: 65 }', 'from 1 to 64'],
    [`{ busyPrograms: [${'x'.repeat(201)}] }`, '200 characters'],
  ])('refuses %s with its range', (text, words) => {
    const { manifest, problems } = read(text);
    expect(manifest).toBeNull();
    expect(problems.map(({ message }) => message).join()).toContain(words);
  });
});
