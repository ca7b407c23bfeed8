import { describe, expect, it } from 'vitest';
import { processList } from '../../../../src-main/adapters/process/process-list.linux.js';
import { table } from '../../../../src-main/hosts/cli/windows/tasklist-text.js';
import { tasklist } from '../../../../src-main/hosts/cli/windows/tasklist.js';
import { windowsCall } from '../../../support/windows-call.js';

/** The document's example: processes with their services in no order. */
const example: [string, number, string][] = [
  ['System Idle Process', 0, ''],
  ['System', 4, ''],
  ['smss.exe', 504, ''],
  ['csrss.exe', 576, ''],
  ['wininit.exe', 648, ''],
  ['csrss.exe', 660, ''],
  ['services.exe', 692, ''],
  ['lsass.exe', 704, 'SamSs ProtectedStorage Netlogon KeyIso'],
  ['lsm.exe', 712, ''],
  ['winlogon.exe', 820, ''],
  ['svchost.exe', 892, 'PlugPlay DcomLaunch'],
  ['svchost.exe', 968, 'RpcSs'],
  ['svchost.exe', 1012, 'WinDefend'],
  ['svchost.exe', 1116, 'wscsvc lmhosts Eventlog Dhcp Audiosrv'],
  [
    'svchost.exe',
    1180,
    'wudfsvc WPDBusEnum Wlansvc WdiSystemHost UxSms UmRdpService TrkWks SysMain PcaSvc Netman hidserv EMDMgmt AudioEndpointBuilder',
  ],
  ['LVPrcSrv.exe', 1228, 'LVPrcSrv'],
];

describe('tasklist /svc', () => {
  it('SCM-44 prints the document’s example to the character', () => {
    const processes = example.map(([image, pid, services]) => ({
      image,
      pid,
      services: services === '' ? [] : services.split(' '),
    }));
    expect(table(processes, true).join('\n')).toBe(`
Image Name                     PID Services
========================= ======== ============================================
System Idle Process              0 N/A
System                           4 N/A
smss.exe                       504 N/A
csrss.exe                      576 N/A
wininit.exe                    648 N/A
csrss.exe                      660 N/A
services.exe                   692 N/A
lsass.exe                      704 KeyIso, Netlogon, ProtectedStorage, SamSs
lsm.exe                        712 N/A
winlogon.exe                   820 N/A
svchost.exe                    892 DcomLaunch, PlugPlay
svchost.exe                    968 RpcSs
svchost.exe                   1012 WinDefend
svchost.exe                   1116 Audiosrv, Dhcp, Eventlog, lmhosts, wscsvc
svchost.exe                   1180 AudioEndpointBuilder, EMDMgmt, hidserv,
                                   Netman, PcaSvc, SysMain, TrkWks,
                                   UmRdpService, UxSms, WdiSystemHost,
                                   Wlansvc, WPDBusEnum, wudfsvc
LVPrcSrv.exe                  1228 LVPrcSrv`);
  });

  const kept = {
    pid: process.pid,
    process: '{00000000-0000-4000-8000-000000000001}',
    imagePath: 'node host.js',
    account: 'LocalSystem',
    pipe: 1,
    services: ['imaged', 'alpha'],
    since: '2026-03-02T08:00:00.000Z',
  };

  async function run(words: string[]): Promise<{ code: number; out: string; err: string }> {
    const played = windowsCall({ 'services.processes': () => [kept] });
    const code = await tasklist(played.call, words);
    return { code, out: played.out, err: played.err };
  }

  it('SCM-44 shows the real processes of the machine, and the services in theirs', async () => {
    const { out, code } = await run(['/svc']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^.{25} +${process.pid} alpha, imaged$`, 'm'));
    expect(out.split('\n').length).toBeGreaterThan(4);
    expect(processList().some(({ pid }) => pid === process.pid)).toBe(true);
  });

  it('filters, and has the other formats', async () => {
    const of = (filter: string): string[] => ['/svc', '/fi', filter];
    expect((await run([...of('services eq imag*'), '/nh', '/fo', 'csv'])).out).toMatch(
      new RegExp(`^"[^"]+","${process.pid}","alpha,imaged"\\n$`),
    );
    expect((await run([...of(`PID eq ${process.pid}`), '/FO', 'LIST'])).out).toMatch(
      new RegExp(`^\\nImage Name: .+\\nPID: {8}${process.pid}\\nServices: {3}alpha, imaged\\n$`),
    );
    expect(await run(of('services eq nothing'))).toEqual({
      code: 0,
      out: 'INFO: No tasks are running which match the specified criteria.\n',
      err: '',
    });
  });

  it.each([
    [[]],
    [['/v']],
    [['/svc', '/fo', 'XML']],
    [['/svc', '/fi', 'SHAPE eq round']],
    [['/svc', '/fo', 'LIST', '/nh']],
    [['/svc', '/fo']],
  ])('%j is refused on the error stream', async (words) => {
    const { code, out, err } = await run(words);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/^ERROR: .+\nType "TASKLIST \/\?" for usage\.\n$/);
  });
});
