import { describe, expect, it } from 'vitest';
import { fixture } from '../fixtures.js';

interface Source {
  repository: string;
  commit: string;
  files: { path: string; sha256: string }[];
}

describe('the list of public task documents', () => {
  it('names at least 100 different files, each with repository, commit and path', () => {
    const sources = JSON.parse(new TextDecoder().decode(fixture('task-xml-sources.json'))) as Source[];
    const digests = new Set(sources.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
    expect(digests.size).toBeGreaterThanOrEqual(100);
    for (const { repository, commit, files } of sources) {
      expect(repository).toMatch(/^[\w.-]+\/[\w.-]+$/);
      expect(commit).toMatch(/^[0-9a-f]{40}$/);
      for (const { path, sha256 } of files) {
        expect(path).not.toBe('');
        expect(sha256).toMatch(/^[0-9a-f]{16}$/);
      }
    }
  });
});
