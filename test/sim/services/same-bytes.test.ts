import { expect, it } from 'vitest';
import { readManifestValue } from '../../../src-main/formats/manifest/read.js';
import { readScenario, simulate } from '../../../src-main/simulation/simulate.js';

const scenario = {
  zone: 'Europe/Berlin',
  start: '2026-03-02T08:00:00',
  end: '2026-03-05T08:00:00',
  initially: { power: 'ac', user: 'active', addresses: ['10.0.0.5'], domain: null },
  manifest: {
    services: [
      { name: 'plugplay', start: 'auto', imagePath: ['plugplay'] },
      {
        name: 'imaged',
        displayName: 'Imaging',
        imagePath: ['node', 'imaged.js'],
        dependOnService: ['plugplay'],
        failure: { resetPeriod: 'P1D', actions: [{ restart: 'PT1M' }], command: null },
        triggers: [{ action: 'start', device: { class: '6bdd1fc6-810f-11d0-bec7-08002be2092f', ids: [] } }],
      },
      { name: 'net', imagePath: 'net', triggers: ['networkOn', 'networkOff'] },
    ],
    serviceGroupOrder: ['Imaging'],
  },
  programs: { imaged: [{ readyAfter: 'PT1S', crashAfter: 'PT10M' }, { readyAfter: 'PT2S' }] },
  timeline: [
    { at: '2026-03-02T18:00:00', system: 'sleep' },
    { at: '2026-03-03T07:00:00', system: 'wake' },
    {
      at: '2026-03-03T09:00:00',
      device: { class: '6bdd1fc6-810f-11d0-bec7-08002be2092f', ids: ['USB\\VID_04A9'] },
    },
    { at: '2026-03-03T10:00:00', addresses: [] },
    { at: '2026-03-03T11:00:00', system: 'crash' },
    { at: '2026-03-03T11:05:00', system: 'boot' },
    { at: '2026-03-04T11:05:00', stop: 'Imaging' },
    { at: '2026-03-04T12:05:00', system: 'shutdown' },
  ],
};

function play(): string[] {
  const read = readManifestValue(scenario.manifest, 'scenario');
  expect(read.problems).toEqual([]);
  const { records, notes } = simulate(readScenario(scenario), [], read.manifest?.services ?? null);
  expect(notes).toEqual([]);
  return records.map((record) => JSON.stringify(record));
}

it('CT-13 services of a scenario file: the same bytes twice', () => {
  const lines = play();
  expect(play()).toEqual(lines);
  const system = lines
    .map(
      (line) =>
        JSON.parse(line) as { at: string; id: number; service: string; data: Record<string, unknown> },
    )
    .filter(({ id }) => id === 7036 || id === 7031)
    .map(({ at, id, service, data }) => `${at.slice(5, 19)} ${id} ${service} ${String(data['param2'])}`);
  expect(system).toEqual([
    '03-02T07:00:00 7036 plugplay running',
    '03-02T07:00:00 7036 net running',
    '03-03T08:00:01 7036 imaged running',
    '03-03T08:10:00 7031 imaged 1',
    '03-03T08:11:02 7036 imaged running',
    '03-03T09:00:00 7036 net stopped',
    '03-03T10:05:00 7036 plugplay running',
    '03-03T10:05:02 7036 imaged running',
    '03-04T10:05:00 7036 imaged stopped',
    '03-04T11:05:00 7036 plugplay stopped',
  ]);
});
