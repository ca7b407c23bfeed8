import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../../src-main/formats/manifest/read.js';
import { ServicesManifest } from '../../../../src-shared/model/service.js';

function read(text: string) {
  return readManifest(text, 'services.yaml');
}

describe('the services of a manifest', () => {
  it('takes the example of the promises, each value in its place', () => {
    const { manifest, problems } = read(`
services:
  - name: imaged
    displayName: Imaging
    imagePath: [node, imaged.js]
    type: own
    start: demand
    errorControl: normal
    group: Imaging
    tag: null
    dependOnService: [plugplay]
    dependOnGroup: []
    host: generic
    readiness: { kind: process }
    idleStop: PT3M
    account: LocalSystem
    failure: { resetPeriod: P1D, actions: [{ restart: PT1M }, { restart: PT1M }, { run: PT0S }], command: [./notify.sh], onNonCrashFailures: false }
    triggers: [{ action: start, device: { class: 6bdd1fc6-810f-11d0-bec7-08002be2092f, ids: [] } }]
serviceGroupOrder: [Base, Network, Imaging]
tagOrder: { Base: [3, 1, 2] }
safeBoot: { minimal: [Base], network: [Base, Network] }
`);
    expect(problems).toEqual([]);
    expect(ServicesManifest.parse(manifest?.services)).toMatchObject({
      services: [
        {
          name: 'imaged',
          displayName: 'Imaging',
          imagePath: ['node', 'imaged.js'],
          idleStop: 'PT3M',
          failure: {
            resetPeriod: 'P1D',
            actions: [
              { action: 'restart', delayMs: 60_000 },
              { action: 'restart', delayMs: 60_000 },
              { action: 'run', delayMs: 0 },
            ],
            command: ['./notify.sh'],
          },
          triggers: [
            {
              action: 'start',
              type: 'device-interface-arrival',
              subtype: '6bdd1fc6-810f-11d0-bec7-08002be2092f',
              data: [],
            },
          ],
        },
      ],
      serviceGroupOrder: ['Base', 'Network', 'Imaging'],
      tagOrder: { Base: [3, 1, 2] },
      safeBoot: { minimal: ['Base'], network: ['Base', 'Network'] },
    });
  });

  it('SCM-32 reads every trigger, starts and stops and nothing else', () => {
    const { manifest } = read(`
services:
  - name: a
    imagePath: [x]
    triggers:
      - networkOn
      - { action: stop, networkOff: true }
      - { domainJoin: null }
      - { domainLeave: {} }
      - { action: start, machinePolicy: true }
      - { action: start, userPolicy: true }
      - { action: start, custom: { provider: '{D9444CC9-BBB2-4A5E-8DB0-4F0F6A04E4AB}', hex: DEAD, string: [beef] } }
      - { action: start, portOpen: ['139', TCP, System] }
`);
    expect(manifest?.services?.services[0]?.triggers.map(({ action, subtype }) => [action, subtype])).toEqual(
      [
        ['start', '4f27f2de-14e2-430b-a549-7cd48cbc8245'],
        ['stop', 'cc4ba62a-162e-4648-847a-b6bdf993e335'],
        ['start', '1ce20aba-9851-4421-9430-1ddeb766e809'],
        ['stop', 'ddaf516e-58c2-4866-9574-c3b615d42ea1'],
        ['start', '659fcae6-5bdb-4da9-b1ff-ca2a178d46e0'],
        ['start', '54fb46c8-f089-464c-b1fd-59d1b62c3b50'],
        ['start', 'd9444cc9-bbb2-4a5e-8db0-4f0f6a04e4ab'],
        ['start', 'b7569e07-8421-4ee0-ad10-86915afdad09'],
      ],
    );
    expect(
      read('services: [{ name: a, triggers: [{ action: pause, networkOn: true }] }]').problems,
    ).toMatchObject([{ severity: 'error', element: 'action', value: 'pause' }]);
  });

  it.each([
    ['a name with a space', '{ name: my service }', 'name'],
    ['boot start of a program', '{ name: a, start: boot }', 'start'],
    ['delayed in a group', '{ name: a, start: delayed-auto, group: Base }', 'start'],
    ['a tag without group', '{ name: a, tag: 3 }', 'tag'],
    ['a shared host for its own process', '{ name: a, type: own, host: shared:net }', 'host'],
    ['an interactive service of a person', '{ name: a, interactive: true, account: ana }', 'interactive'],
    ['an idle stop that is none', '{ name: a, idleStop: soon }', 'idleStop'],
    ['a port without number', '{ name: a, readiness: { kind: port } }', 'readiness'],
    ['two triggers in one', '{ name: a, triggers: [{ networkOn: true, domainJoin: true }] }', 'triggers'],
    ['a wrong word', '{ name: a, start: automatic }', 'start'],
    ['an unknown field', '{ name: a, imagepath: x }', 'imagepath'],
  ])('%s is an error that names its place', (_title, text, element) => {
    const { manifest, problems } = read(`services:\n  - ${text}\n`);
    expect(manifest).toBeNull();
    expect(problems).toMatchObject([{ severity: 'error', line: 2, element }]);
  });
});
