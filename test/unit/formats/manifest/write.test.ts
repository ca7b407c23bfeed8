import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../../src-main/formats/manifest/read.js';
import { writeManifest } from '../../../../src-main/formats/manifest/write.js';
import { maintained } from '../../core/tasks/definitions.js';
import { anyDefinition } from '../definitions-arbitrary.js';

describe('writeManifest', () => {
  it('reading back what was written gives the same definitions, whatever they are', () => {
    fc.assert(
      fc.property(anyDefinition, (task) => {
        const { manifest, problems } = readManifest(writeManifest([task]), 'again.yaml');
        expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(manifest?.tasks).toEqual([task]);
      }),
      { numRuns: 150 },
    );
  }, 30_000);

  it('writes only what a manifest does not imply', () => {
    expect(writeManifest([maintained({ deadline: 'P3D' })])).toBe(`tasks:
  - path: \\Test\\Task
    exec:
      command: "true"
    maintenance:
      period: P1D
      deadline: P3D
      exclusive: false
    triggers: []
`);
  });
});
