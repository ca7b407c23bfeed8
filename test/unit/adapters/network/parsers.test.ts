import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addressesOf } from '../../../../src-main/adapters/network/addresses-poll.js';
import { parseIpAddr } from '../../../../src-main/adapters/network/ip-addr.js';
import { meteredOf } from '../../../../src-main/adapters/network/network-manager.linux.js';
import { parseServices } from '../../../../src-main/adapters/network/networks.darwin.js';
import { parseProfiles } from '../../../../src-main/adapters/network/networks.win32.js';

const sample = (name: string) =>
  readFileSync(new URL(`../../../fixtures/signals/${name}`, import.meta.url), 'utf8');

describe('ip -json addr', () => {
  it('SCM-22 leaves out loopback and what is tentative, deprecated, or both', () => {
    expect(parseIpAddr(sample('ip-addr-tentative.json'))).toEqual(['10.77.0.1']);
  });

  it('SCM-22 takes an address whose duplicate detection is over', () => {
    const addresses = parseIpAddr(sample('ip-addr-settled.json'));
    expect(addresses).toEqual([
      '10.77.0.1',
      '2001:db8::1',
      'fe80::bccb:7fff:fee3:bd48',
      'fe80::e4ad:cdff:fe67:4ec1',
    ]);
    expect(addresses).not.toContain('2001:db8::dead');
  });

  it('leaves out the addresses of a link without a carrier', () => {
    expect(parseIpAddr(sample('ip-addr-no-carrier.json'))).toEqual([]);
  });

  it('leaves out a duplicate and the empty objects that iproute2 prints', () => {
    const links = [
      {},
      {
        ifname: 'eth0',
        flags: ['UP', 'LOWER_UP'],
        addr_info: [{}, { local: 'fd00::1', dadfailed: true, tentative: true }, { local: 'fd00::2' }],
      },
    ];
    expect(parseIpAddr(JSON.stringify(links))).toEqual(['fd00::2']);
    expect(parseIpAddr('')).toEqual([]);
  });

  it('throws on what is no list of links', () => {
    expect(() => parseIpAddr('{"a":1}')).toThrow();
    expect(() => parseIpAddr('not json')).toThrow();
  });
});

describe('lists of interfaces and networks of other systems', () => {
  it('leaves out internal interfaces and zone ids', () => {
    const one = { family: 'IPv6', netmask: '', mac: '', cidr: null, scopeid: 2 } as const;
    const interfaces = {
      lo: [{ ...one, address: '::1', internal: true }],
      en0: [{ ...one, address: 'fe80::1%en0', internal: false }],
    };
    expect(addressesOf(interfaces)).toEqual(['fe80::1']);
  });

  it('reads connection profiles: one object, a list, nothing', () => {
    const one = '{"Name":"Home","InstanceID":"{0B1C2D3E-0000-0000-0000-000000000001}"}';
    const home = { id: '0b1c2d3e-0000-0000-0000-000000000001', name: 'Home', metered: null };
    expect(parseProfiles(one)).toEqual([home]);
    expect(parseProfiles(`[${one},{"Name":"VPN","InstanceID":"{00}"}]`)).toEqual([
      { id: '00', name: 'VPN', metered: null },
      home,
    ]);
    expect(parseProfiles('\r\n')).toEqual([]);
    expect(() => parseProfiles('{"Name":1}')).toThrow();
  });

  it('names the macOS services whose device carries traffic', () => {
    expect(parseServices(sample('macos-network-services.txt'))).toEqual([
      { id: 'Wi-Fi', name: 'Wi-Fi', metered: null },
    ]);
    expect(parseServices('')).toEqual([]);
  });

  it.each([
    [0, null],
    [1, true],
    [2, false],
    [3, true],
    [4, false],
    ['x', null],
  ])('reads NMMetered %s as %s', (value, metered) => {
    expect(meteredOf(value)).toBe(metered);
  });
});
