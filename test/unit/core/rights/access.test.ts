import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grantedRights, mayAccess, type Token } from '../../../../src-main/core/rights/access.js';
import {
  descriptorOf,
  folderDefault,
  managerDefault,
  serviceDefault,
  taskDefault,
} from '../../../../src-main/core/rights/defaults.js';
import { formatSddl } from '../../../../src-main/core/rights/format-sddl.js';
import { inheritFrom } from '../../../../src-main/core/rights/inherit.js';
import { parseSddl } from '../../../../src-main/core/rights/parse-sddl.js';
import {
  allRights,
  folderRights,
  managerRights,
  serviceRights,
  standardRights,
  taskRights,
} from '../../../../src-main/core/rights/rights.js';
import { uidOf, userSid } from '../../../../src-main/core/rights/sid.js';
import { tokenOf } from '../../../../src-main/core/rights/token.js';

const root = tokenOf({ kind: 'administrator', name: 'root' });
const ana = tokenOf({ kind: 'user', name: 'ana', account: { uid: 1000, gids: [1000, 27] } });
const ben = tokenOf({ kind: 'user', name: 'ben', account: { uid: 1001, gids: [1001] } });
const nobody = tokenOf({ kind: 'everyone', name: 'somebody' });

const service = (sddl: string, token: Token, right: number): boolean =>
  mayAccess(parseSddl(sddl), token, 'service', right);

describe('the access check', () => {
  it('entries decide in their order, the first word on a right counts', () => {
    expect(service('D:(A;;RP;;;WD)(D;;RP;;;S-1-22-1-1000)', ana, serviceRights.START)).toBe(true);
    expect(service('D:(D;;RP;;;S-1-22-1-1000)(A;;RP;;;WD)', ana, serviceRights.START)).toBe(false);
    expect(service('D:(D;;RP;;;S-1-22-1-1000)(A;;RP;;;WD)', ben, serviceRights.START)).toBe(true);
  });

  it('an account is met by its uid and by each of its groups', () => {
    expect(service('D:(A;;RP;;;S-1-22-2-27)', ana, serviceRights.START)).toBe(true);
    expect(service('D:(A;;RP;;;S-1-22-2-27)', ben, serviceRights.START)).toBe(false);
    expect(service('D:(A;;RP;;;S-1-22-1-1001)', ben, serviceRights.START)).toBe(true);
  });

  it('no list gives all, an empty list nothing', () => {
    expect(grantedRights(parseSddl('O:BA'), nobody, 'service')).toBe(allRights('service'));
    expect(grantedRights(parseSddl('D:NO_ACCESS_CONTROL'), nobody, 'task')).toBe(allRights('task'));
    expect(grantedRights(parseSddl('D:'), ana, 'service')).toBe(0);
  });

  it('the owner may mend the descriptor, unless OWNER RIGHTS says what an owner may', () => {
    const { READ_CONTROL, WRITE_DAC } = standardRights;
    expect(grantedRights(parseSddl('O:S-1-22-1-1000D:'), ana, 'task')).toBe(READ_CONTROL | WRITE_DAC);
    expect(grantedRights(parseSddl('O:S-1-22-1-1000D:(A;;RC;;;OW)'), ana, 'task')).toBe(READ_CONTROL);
    expect(grantedRights(parseSddl('O:S-1-22-1-1000D:'), ben, 'task')).toBe(0);
  });

  it('an administrator is bound by denials, but can always mend the descriptor', () => {
    const denied = 'D:(D;;GA;;;BA)(A;;GA;;;WD)';
    expect(service(denied, root, serviceRights.STOP)).toBe(false);
    expect(service(denied, root, standardRights.WRITE_DAC | standardRights.WRITE_OWNER)).toBe(true);
  });

  it('entries that only inherit, hold a condition or speak of a part give nothing; a conditional denial denies', () => {
    expect(service('D:(A;IO;GA;;;WD)', ana, serviceRights.START)).toBe(false);
    expect(service('D:(XA;;GA;;;WD;(Member_of {SID(BA)}))', ana, serviceRights.START)).toBe(false);
    expect(service('D:(OA;;GA;0850302a-b344-4fda-9be9-90576b8d46f0;;WD)', ana, serviceRights.START)).toBe(
      false,
    );
    expect(service('D:(XD;;GA;;;WD;(Member_of {SID(BA)}))(A;;GA;;;WD)', ana, serviceRights.START)).toBe(
      false,
    );
  });

  it('a denial never adds, and an allowance never takes', () => {
    const entries = fc.array(
      fc.record({
        code: fc.constantFrom('A', 'D'),
        mask: fc.nat(0x1ff),
        sid: fc.constantFrom('WD', 'AU', 'S-1-22-1-1000', 'S-1-22-1-1001', 'BA'),
      }),
      { maxLength: 6 },
    );
    const text = (list: { code: string; mask: number; sid: string }[]): string =>
      `D:${list.map(({ code, mask, sid }) => `(${code};;0x${mask.toString(16)};;;${sid})`).join('')}`;
    fc.assert(
      fc.property(
        entries,
        fc.nat(6),
        fc.nat(0x1ff),
        fc.constantFrom(ana, ben, root),
        (list, at, mask, who) => {
          const rights = (code: string | null): number => {
            const more =
              code === null ? list : [...list.slice(0, at), { code, mask, sid: 'WD' }, ...list.slice(at)];
            return grantedRights(parseSddl(text(more)), who, 'service');
          };
          const plain = rights(null);
          expect(rights('D') & ~plain).toBe(0);
          expect(plain & ~rights('A')).toBe(0);
        },
      ),
    );
  });

  it('generic rights mean what the kind of object says', () => {
    const all = 'D:(A;;GA;;;AU)';
    expect(grantedRights(parseSddl(all), ana, 'service')).toBe(0xf01ff);
    expect(grantedRights(parseSddl(all), ana, 'manager')).toBe(0xf003f);
    expect(grantedRights(parseSddl(all), ana, 'task')).toBe(0x1f01ff);
    expect(grantedRights(parseSddl('D:(A;;GR;;;AU)'), ana, 'service')).toBe(0x2008d);
    expect(grantedRights(parseSddl('D:(A;;GX;;;AU)'), ana, 'service')).toBe(0x20170);
    expect(grantedRights(parseSddl('D:(A;;GW;;;AU)'), ana, 'manager')).toBe(0x20022);
  });
});

describe('the default descriptors', () => {
  const { START, STOP, QUERY_STATUS, QUERY_CONFIG, CHANGE_CONFIG, ENUMERATE_DEPENDENTS } = serviceRights;
  const byDefault = (token: Token, right: number): boolean =>
    mayAccess(descriptorOf(serviceDefault), token, 'service', right);

  it('SCM-132 everyone may look at services, administrators alone make and delete them', () => {
    const { CREATE_SERVICE, ENUMERATE_SERVICE, CONNECT, MODIFY_BOOT_CONFIG } = managerRights;
    const manager = (token: Token, right: number): boolean =>
      mayAccess(descriptorOf(managerDefault), token, 'manager', right);
    for (const who of [nobody, ana, root]) {
      expect(manager(who, CONNECT | ENUMERATE_SERVICE)).toBe(true);
      expect(byDefault(who, QUERY_STATUS | QUERY_CONFIG | ENUMERATE_DEPENDENTS)).toBe(true);
      expect(manager(who, CREATE_SERVICE)).toBe(who === root);
      expect(manager(who, MODIFY_BOOT_CONFIG)).toBe(who === root);
      expect(byDefault(who, standardRights.DELETE)).toBe(who === root);
      expect(byDefault(who, START)).toBe(who === root);
      expect(byDefault(who, STOP)).toBe(who === root);
    }
  });

  it('SCM-40 small accounts cannot change the configuration of a service', () => {
    expect(byDefault(ana, CHANGE_CONFIG)).toBe(false);
    expect(byDefault(nobody, CHANGE_CONFIG)).toBe(false);
    expect(byDefault(root, CHANGE_CONFIG)).toBe(true);
    // Not even the system itself, as on Windows.
    const system: Token = { user: 'S-1-5-18', sids: new Set(['S-1-5-18', 'S-1-1-0']), administrator: false };
    expect(byDefault(system, CHANGE_CONFIG)).toBe(false);
    expect(byDefault(system, START | STOP)).toBe(true);
  });

  it('SCM-21 a small account starts a service only where the descriptor says so', () => {
    expect(byDefault(ana, START)).toBe(false);
    expect(service(`${serviceDefault.replace('S:(AU', '(A;;RP;;;S-1-22-1-1000)S:(AU')}`, ana, START)).toBe(
      true,
    );
    expect(service(`${serviceDefault.replace('S:(AU', '(A;;RP;;;S-1-22-1-1000)S:(AU')}`, ben, START)).toBe(
      false,
    );
  });

  it("TASK-37 a task is its maker's and the administrators'; others neither see nor change it", () => {
    const task = descriptorOf(taskDefault(userSid(1000)));
    for (const right of [taskRights.READ, taskRights.WRITE, taskRights.EXECUTE, standardRights.DELETE]) {
      expect(mayAccess(task, ana, 'task', right)).toBe(true);
      expect(mayAccess(task, root, 'task', right)).toBe(true);
      expect(mayAccess(task, ben, 'task', right)).toBe(false);
      expect(mayAccess(task, nobody, 'task', right)).toBe(false);
    }
  });

  it('whoever makes a task in the root folder owns it by inheritance', () => {
    const made = inheritFrom(descriptorOf(folderDefault), 'task', userSid(1000));
    expect(formatSddl(made)).toBe('O:S-1-22-1-1000D:AI(A;ID;FA;;;BA)(A;ID;FA;;;SY)(A;ID;FA;;;S-1-22-1-1000)');
    const folder = inheritFrom(descriptorOf(folderDefault), 'folder', userSid(1000));
    expect(formatSddl(inheritFrom(folder, 'task', userSid(1000)))).toContain('(A;ID;FA;;;S-1-22-1-1000)');
    expect(mayAccess(folder, ben, 'folder', folderRights.LIST)).toBe(true);
  });

  it('a uid and its identifier are each other', () => {
    expect(uidOf(userSid(1000))).toBe(1000);
    expect(uidOf('S-1-5-18')).toBeNull();
  });
});
