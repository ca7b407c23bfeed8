import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readManifestValue } from '../../src-main/formats/manifest/read.js';
import { readScenario, simulate } from '../../src-main/simulation/simulate.js';
import { Invariants } from './invariants.js';

const file = join(import.meta.dirname, '..', 'fixtures', 'scenarios', 'week.json');
const zone = process.env['TZ'];

afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

function week(): { text: string; problems: string[] } {
  const json = JSON.parse(readFileSync(file, 'utf8')) as { manifest: unknown };
  const { manifest } = readManifestValue(json.manifest, file);
  const tasks = manifest?.tasks ?? [];
  const scenario = readScenario(json);
  const played = simulate(scenario, tasks);
  // The checkers read the timeline as UTC; this scenario's zone is an hour or two ahead.
  const timeline = scenario.timeline.map((line) => ({
    at: new Date(Date.parse(`${line.at}Z`) - (line.at < '2026-03-29T03:00:00' ? 1 : 2) * 3_600_000)
      .toISOString()
      .slice(0, 19),
    user: line.user,
    power: line.power,
    system: line.system,
  }));
  return {
    text: JSON.stringify(played.records),
    problems: new Invariants({ tasks, timeline, zone: scenario.zone, ...played }).check(),
  };
}

test('CT-13 a week with sleep, battery and a returning user: the same bytes twice and under any TZ', () => {
  const texts = ['UTC', 'Pacific/Apia', 'America/New_York', 'UTC'].map((name) => {
    process.env['TZ'] = name;
    return week().text;
  });
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]?.length).toBeGreaterThan(10_000);
});

test('WAM-11 the week breaks none of the rules', () => {
  expect(week().problems).toEqual([]);
});
