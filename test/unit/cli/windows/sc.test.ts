import { describe, expect, it } from 'vitest';
import type { RequestOut } from '../../../../src-shared/contract/table.js';
import type { ServiceDefinition, ServiceSummary } from '../../../../src-shared/model/service.js';
import { newService } from '../../../../src-main/core/services/defaults.js';
import { sc } from '../../../../src-main/hosts/cli/windows/sc.js';
import { sampleOutputs } from '../../../support/contract-samples.js';
import { windowsCall, type Answers } from '../../../support/windows-call.js';

/** BITS as it stands in the document's examples. */
const bits: ServiceDefinition = {
  ...newService('BITS'),
  displayName: 'Background Intelligent Transfer Service',
  imagePath: 'C:\\Windows\\System32\\svchost.exe -k netsvcs',
  type: 'share',
  start: 'delayed-auto',
  dependOnService: ['RpcSs', 'EventSystem'],
};

const [sample] = sampleOutputs['services.list'] as [ServiceSummary];

function summaryOf(definition: ServiceDefinition, part: Partial<ServiceSummary> = {}): ServiceSummary {
  return {
    ...sample,
    name: definition.name,
    displayName: definition.displayName,
    group: definition.group,
    type: definition.type,
    state: 'RUNNING',
    pid: 1180,
    exitCode: 0,
    status: {
      state: 'RUNNING',
      checkPoint: 0,
      waitHint: 0,
      accepts: 0x5,
      win32ExitCode: 0,
      serviceSpecificExitCode: 0,
    },
    ...part,
  };
}

const stopped: Partial<ServiceSummary> = {
  state: 'STOPPED',
  pid: null,
  exitCode: 1077,
  status: {
    state: 'STOPPED',
    checkPoint: 0,
    waitHint: 0,
    accepts: 0,
    win32ExitCode: 1077,
    serviceSpecificExitCode: 0,
  },
};

function host(definition: ServiceDefinition, part: Partial<ServiceSummary> = {}): Answers {
  const shown: RequestOut<'services.show'> = {
    summary: summaryOf(definition, part),
    definition,
    dependencies: [],
    dependents: [],
    advice: [],
  };
  return {
    'services.show': ({ service }) =>
      service.toLowerCase() === definition.name.toLowerCase() ? shown : 'unknown-service',
    'services.list': () => [shown.summary],
    'services.change': () => ({}),
  };
}

async function run(
  line: string[],
  answers: Answers,
): Promise<{ out: string; code: number; asked: unknown[] }> {
  const played = windowsCall(answers);
  const code = await sc(played.call, line);
  expect(played.err).toBe('');
  return { out: played.out, code, asked: played.asked };
}

const status = (name: string): string => `
SERVICE_NAME: ${name}
        TYPE               : 20  WIN32_SHARE_PROCESS
        STATE              : 4  RUNNING
                                (STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN)
        WIN32_EXIT_CODE    : 0  (0x0)
        SERVICE_EXIT_CODE  : 0  (0x0)
        CHECKPOINT         : 0x0
        WAIT_HINT          : 0x0
`;

describe('sc, to the character', () => {
  it('SCM-09 query prints the document’s example, with the name as it was typed', async () => {
    expect(await run(['query', 'BITS'], host(bits))).toMatchObject({ out: status('BITS'), code: 0 });
    expect((await run(['QUERY', 'bits'], host(bits))).out).toBe(status('bits'));
  });

  it('SCM-42 qc prints the document’s example', async () => {
    const { out } = await run(['qc', 'BITS'], host(bits));
    expect(out).toBe(`[SC] QueryServiceConfig SUCCESS

SERVICE_NAME: BITS
        TYPE               : 20  WIN32_SHARE_PROCESS
        START_TYPE         : 2   AUTO_START  (DELAYED)
        ERROR_CONTROL      : 1   NORMAL
        BINARY_PATH_NAME   : C:\\Windows\\System32\\svchost.exe -k netsvcs
        LOAD_ORDER_GROUP   :
        TAG                : 0
        DISPLAY_NAME       : Background Intelligent Transfer Service
        DEPENDENCIES       : RpcSs
                           : EventSystem
        SERVICE_START_NAME : LocalSystem
`);
  });

  it('SCM-43 queryex adds process and flags', async () => {
    const { out } = await run(['queryex', 'BITS'], host(bits));
    expect(out).toBe(`${status('BITS')}        PID                : 1180\n        FLAGS              :\n`);
  });

  it('a stopped service shows why and no accepted controls', async () => {
    const { out } = await run(['query', 'BITS'], host(bits, stopped));
    expect(out).toContain('STATE              : 1  STOPPED\n        WIN32_EXIT_CODE    : 1077  (0x435)\n');
  });

  it('SCM-36 triggerinfo alone prints the document’s help', async () => {
    const { out, code } = await run(['triggerinfo'], {});
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 9)).toEqual([
      'DESCRIPTION:',
      '        Changes the trigger parameters of a service.',
      'USAGE:',
      '        sc <server> triggerinfo [service name] <option1> <option2>...',
      '',
      'OPTIONS:',
      '        start/device/UUID/HwId1/... <Start the service on arrival of the',
      '                                       specified device interface class UUID',
      '                                       string with one or more hardware ID',
    ]);
    expect(
      out.endsWith('        delete                         <Delete the existing trigger parameters>\n'),
    ).toBe(true);
  });

  it('SCM-37 triggerinfo and qtriggerinfo answer as in the document', async () => {
    const bthserv = newService('bthserv');
    const option = 'start/device/0850302a-b344-4fda-9be9-90576b8d46f0';
    const { out, asked } = await run(['triggerinfo', 'bthserv', option], host(bthserv));
    expect(out).toBe('[SC] ChangeServiceConfig2 SUCCESS\n');
    const { input } = asked.at(-1) as { input: { patch: Partial<ServiceDefinition> } };
    const triggers = input.patch.triggers ?? [];
    expect((await run(['qtriggerinfo', 'bthserv'], host({ ...bthserv, triggers }))).out).toBe(
      `[SC] QueryServiceConfig2 SUCCESS

SERVICE_NAME: bthserv

        START SERVICE
          DEVICE INTERFACE ARRIVAL     : 0850302a-b344-4fda-9be9-90576b8d46f0 [INTERFACE CLASS GUID]
`,
    );
  });

  it('SCM-36 every option of triggerinfo is read, and shown by qtriggerinfo', async () => {
    const uuid = '9BF04E57-05DC-4914-9ED9-84BF992DB88C';
    const options = [
      `start/custom/${uuid}/01020304/0506`,
      `start/strcustom/${uuid}/entry 1`,
      'start/networkon',
      'start/domainjoin',
      'start/machinepolicy',
      'start/userpolicy',
      'start/portopen/22;tcp;system;sshd',
      `start/rpcinterface/${uuid}`,
      'start/namedpipe/my pipe',
      'start/device/0850302a-b344-4fda-9be9-90576b8d46f0/USB\\VID_04A9',
      `stop/custom/${uuid}/ff`,
      'stop/networkoff',
      'stop/domainleave',
      'stop/portclose/22;tcp',
      `stop/lvlcustom/${uuid}/04`,
      `stop/kwanycustom/${uuid}/00000000000000ff`,
    ];
    const service = newService('imaged');
    const { asked } = await run(['triggerinfo', 'imaged', ...options], host(service));
    const { input } = asked.at(-1) as { input: { patch: Partial<ServiceDefinition> } };
    const triggers = input.patch.triggers ?? [];
    expect(triggers).toHaveLength(options.length);
    const { out } = await run(['qtriggerinfo', 'imaged'], host({ ...service, triggers }));
    expect(out.split('\n').slice(4, 12)).toEqual([
      '        START SERVICE',
      '          CUSTOM                       : 9bf04e57-05dc-4914-9ed9-84bf992db88c [ETW PROVIDER UUID]',
      '            DATA                       : 01 02 03 04',
      '            DATA                       : 05 06',
      '          CUSTOM                       : 9bf04e57-05dc-4914-9ed9-84bf992db88c [ETW PROVIDER UUID]',
      '            DATA                       : entry 1',
      '          IP ADDRESS AVAILABILITY      : 4f27f2de-14e2-430b-a549-7cd48cbc8245 [FIRST IP ADDRESS AVAILABLE]',
      '          DOMAIN JOINED STATUS         : 1ce20aba-9851-4421-9430-1ddeb766e809 [DOMAIN JOINED]',
    ]);
    expect(out.match(/START SERVICE/g)).toHaveLength(1);
    expect(out.match(/STOP SERVICE/g)).toHaveLength(1);
    for (const word of [
      'MACHINE POLICY PRESENT',
      'USER POLICY PRESENT',
      'PORT CLOSE',
      'NAMED PIPE EVENT',
      'RPC INTERFACE EVENT',
      'NOT DOMAIN JOINED',
      'NO IP ADDRESS AVAILABLE',
    ])
      expect(out).toContain(`[${word}]`);
  });

  it.each([
    'start/nothing',
    'sideways/networkon',
    'start/custom/no-uuid',
    'start/networkon/more',
    'stop/custom/9bf04e57-05dc-4914-9ed9-84bf992db88c/abc',
  ])('the trigger option %s is error 87, and nothing is changed', async (option) => {
    const { out, code, asked } = await run(['triggerinfo', 'imaged', option], host(newService('imaged')));
    expect(code).toBe(1);
    expect(out).toMatch(/^\[SC\] ChangeServiceConfig2 FAILED 87:\n\nThe parameter is incorrect\. /);
    expect(asked).toEqual([]);
  });

  it('triggerinfo delete with none there is error 87; none there is a sentence', async () => {
    const service = newService('imaged');
    expect((await run(['triggerinfo', 'imaged', 'delete'], host(service))).out).toBe(
      '[SC] ChangeServiceConfig2 FAILED 87:\n\nThe parameter is incorrect.\n\n',
    );
    expect((await run(['qtriggerinfo', 'imaged'], host(service))).out).toBe(
      '[SC] QueryServiceConfig2 SUCCESS\n\nThe service imaged has not registered for any start or stop triggers.\n',
    );
  });
});

describe('sc, failures with number and text', () => {
  it.each([
    [['query', 'nobody'], 'EnumQueryServicesStatus:OpenService FAILED 1060'],
    [['qc', 'nobody'], 'OpenService FAILED 1060'],
    [['description', 'nobody', 'text'], 'OpenService FAILED 1060'],
    [['start', 'nobody'], 'StartService: OpenService FAILED 1060'],
    [['stop', 'nobody'], 'OpenService FAILED 1060'],
    [['delete', 'nobody'], 'OpenService FAILED 1060'],
  ])('%j', async (words, head) => {
    const unknown = (): 'unknown-service' => 'unknown-service';
    const answers: Answers = {
      'services.show': unknown,
      'services.change': unknown,
      'services.start': unknown,
      'services.stop': unknown,
      'services.delete': unknown,
    };
    const text = `[SC] ${head}:\n\nThe specified service does not exist as an installed service.\n\n`;
    expect(await run(words, answers)).toMatchObject({ out: text, code: 1 });
  });

  it.each([
    ['stop', 'service-not-active', 'ControlService', 1062, 'The service has not been started.'],
    [
      'stop',
      'dependent-services-running',
      'ControlService',
      1051,
      'A stop control has been sent to a service that other running services are dependent on.',
    ],
    [
      'start',
      'service-already-running',
      'StartService',
      1056,
      'An instance of the service is already running.',
    ],
    ['start', 'service-access-denied', 'StartService: OpenService', 5, 'Access is denied.'],
    [
      'delete',
      'service-marked-for-delete',
      'DeleteService',
      1072,
      'The specified service has been marked for deletion.',
    ],
    ['create', 'service-exists', 'CreateService', 1073, 'The specified service already exists.'],
    ['create', 'service-access-denied', 'OpenSCManager', 5, 'Access is denied.'],
  ] as const)('%s refused as %s', async (command, reason, name, number, sentence) => {
    const answers: Answers = {
      'services.start': () => reason,
      'services.stop': () => reason,
      'services.delete': () => reason,
      'services.create': () => reason,
    };
    const words = command === 'create' ? ['create', 'x', 'binPath=', '/bin/true'] : [command, 'x'];
    const { out, code } = await run(words, answers);
    expect(out).toBe(`[SC] ${name} FAILED ${number}:\n\n${sentence}\n\n`);
    expect(code).toBe(1);
  });

  it('without a command, with a wrong one or without a name it helps, and fails', async () => {
    for (const words of [[], ['dance'], ['qc']]) {
      const { out, code } = await run(words, {});
      expect(out).toContain('USAGE:\n        sc <server> ');
      expect(code).toBe(1);
    }
  });
});

describe('sc, what it asks the host', () => {
  async function definition(words: string[]): Promise<unknown> {
    const { asked, out } = await run(words, { 'services.create': () => ({}) });
    expect(out).toBe('[SC] CreateService SUCCESS\n');
    return (asked.at(-1) as { input: { definition: unknown } }).input.definition;
  }

  it('create takes its options with and without a blank, in any case', async () => {
    const words = [
      'create',
      'Web',
      'binPath=',
      'node server.js',
      'TYPE=',
      'share',
      'start=delayed-auto',
      'error=',
      'severe',
    ];
    const more = [
      'group=',
      'Network',
      'depend=',
      'db/+Base',
      'obj=',
      'NT AUTHORITY\\LocalService',
      'DisplayName=',
      'Web server',
    ];
    expect(await definition([...words, ...more])).toEqual({
      ...newService('Web'),
      displayName: 'Web server',
      imagePath: 'node server.js',
      type: 'share',
      start: 'delayed-auto',
      errorControl: 'severe',
      group: 'Network',
      dependOnService: ['db'],
      dependOnGroup: ['Base'],
      account: 'NT AUTHORITY\\LocalService',
    });
  });

  it('a shared service with -k belongs to that group’s host; interactive goes with a type', async () => {
    expect(
      await definition(['create', 'a', 'binPath=', 'caretaker svchost -k netsvcs', 'type=', 'share']),
    ).toMatchObject({
      host: 'shared:netsvcs',
    });
    expect(
      await definition(['create', 'a', 'binPath=', 'x', 'type=', 'interact', 'type=', 'own']),
    ).toMatchObject({
      interactive: true,
      type: 'own',
    });
  });

  it.each([
    [['create', 'a'], 'binPath= is required'],
    [['create', 'a', 'binPath='], 'The option binpath= has no value'],
    [['create', 'a', 'binPath=', 'x', 'start=', 'sometimes'], 'Invalid value sometimes for start='],
    [['create', 'a', 'binPath=', 'x', 'nonsense'], 'Invalid Option: nonsense'],
    [['failure', 'BITS', 'reset=', '5'], 'must be set simultaneously'],
    [['failure', 'BITS', 'reset=', '5', 'actions=', 'dance/5'], 'Invalid value dance/5'],
    [['failureflag', 'BITS', '2'], 'one of 0, 1'],
    [['control', 'BITS', 'sing'], 'Invalid control sing'],
  ])('%j is bad usage', async (words, why) => {
    const { out, code } = await run(words, host(bits));
    expect(out).toContain(why);
    expect(out).toContain('USAGE:');
    expect(code).toBe(1);
  });

  it('failure and qfailure say the same', async () => {
    const words = [
      'failure',
      'BITS',
      'reset=',
      '86400',
      'actions=',
      'restart/60000/run/1000/""/0',
      'command=',
      'C:\\x.exe -a "b c"',
    ];
    words[5] = 'restart/60000/run/1000/none/0';
    const { asked } = await run(words, host(bits));
    const { failure } = (asked.at(-1) as { input: { patch: Partial<ServiceDefinition> } }).input.patch;
    expect(failure).toMatchObject({ resetPeriod: 'PT86400S', command: ['C:\\x.exe', '-a', 'b c'] });
    const { out } = await run(['qfailure', 'BITS'], host({ ...bits, failure: failure ?? bits.failure }));
    expect(out).toBe(`[SC] QueryServiceConfig2 SUCCESS

SERVICE_NAME: BITS
        RESET_PERIOD (in seconds)    : 86400
        REBOOT_MESSAGE               :
        COMMAND_LINE                 : C:\\x.exe -a "b c"
        FAILURE_ACTIONS              : RESTART -- Delay = 60000 milliseconds.
                                       RUN PROCESS -- Delay = 1000 milliseconds.
                                       NONE -- Delay = 0 milliseconds.
`);
  });

  it('controls go out by number, and the status follows', async () => {
    for (const [words, number] of [
      [['pause', 'BITS'], 2],
      [['continue', 'BITS'], 3],
      [['interrogate', 'BITS'], 4],
      [['control', 'BITS', '200'], 200],
      [['control', 'BITS', 'paramchange'], 6],
    ] as const) {
      const answers: Answers = { ...host(bits), 'services.control': () => ({ state: 'RUNNING' }) };
      const { out, asked } = await run([...words], answers);
      expect(asked[0]).toEqual({ request: 'services.control', input: { service: 'BITS', control: number } });
      expect(out).toBe(status('BITS'));
    }
  });

  it('a stop may have a reason and a comment', async () => {
    const answers: Answers = { ...host(bits), 'services.stop': () => ({ state: 'STOP_PENDING' }) };
    const { asked } = await run(['stop', 'BITS', '4:4:4', 'upgrade'], answers);
    expect(asked[0]).toMatchObject({ input: { reason: 0x40040004, comment: 'upgrade' } });
  });

  it('sdshow and sdset, for a service and for the manager', async () => {
    const answers: Answers = {
      'services.getSecurity': () => ({ sddl: 'D:(A;;GA;;;BA)' }),
      'services.setSecurity': () => ({}),
    };
    expect((await run(['sdshow', 'scmanager'], answers)).out).toBe('\nD:(A;;GA;;;BA)\n\n');
    const { asked, out } = await run(['sdset', 'BITS', 'D:(A;;GA;;;BA)'], answers);
    expect(asked[0]).toMatchObject({ input: { service: 'BITS', sddl: 'D:(A;;GA;;;BA)' } });
    expect(out).toBe('[SC] SetServiceObjectSecurity SUCCESS\n');
  });

  it('showsid makes the well-known SID of a name', async () => {
    // The SID of TrustedInstaller is the one every Windows shows.
    expect((await run(['showsid', 'TrustedInstaller'], host(bits))).out).toContain(
      'SERVICE SID: S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464\nSTATUS: Inactive\n',
    );
  });

  it('query lists what runs, with display names; by type, state and group; cut at the buffer', async () => {
    const all = [
      summaryOf(bits),
      summaryOf({ ...newService('alpha'), group: 'Base' }, { ...stopped, group: 'Base' }),
      summaryOf({ ...newService('disk'), type: 'kernel-driver' }),
    ];
    const names = async (...words: string[]): Promise<string[]> => {
      const { out } = await run(['query', ...words], { 'services.list': () => all });
      return [...out.matchAll(/SERVICE_NAME: (.*)\n/g)].map(([, name]) => name ?? '');
    };
    expect(await names()).toEqual(['BITS']);
    expect(await names('state=', 'all')).toEqual(['alpha', 'BITS']);
    expect(await names('type=', 'driver')).toEqual(['disk']);
    expect(await names('type=', 'all', 'state=', 'inactive')).toEqual(['alpha']);
    expect(await names('state=', 'all', 'group=', 'base')).toEqual(['alpha']);
    expect(await names('state=', 'all', 'group=', '')).toEqual(['BITS']);
    expect(await names('state=', 'all', 'ri=', '1')).toEqual(['BITS']);
    const { out } = await run(['query', 'state=', 'all', 'bufsize=', '100'], { 'services.list': () => all });
    expect(out).toContain('\nEnum: more data, need 146 bytes start resume at index 1\n');
    expect(out).toContain('SERVICE_NAME: alpha\nDISPLAY_NAME: alpha\n');
  });
});
