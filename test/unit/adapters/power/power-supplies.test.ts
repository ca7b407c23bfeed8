import { describe, expect, it } from 'vitest';
import { judgeSupplies, type PowerSupply } from '../../../../src-main/adapters/power/power-supplies.js';

const supply = (type: string, rest: Partial<PowerSupply> = {}): PowerSupply => ({
  type,
  scope: null,
  online: null,
  present: null,
  status: null,
  capacity: null,
  ...rest,
});
const battery = (status: string, capacity = '80'): PowerSupply =>
  supply('Battery', { scope: 'System', present: '1', status, capacity });

describe('judging power supplies', () => {
  it.each([
    ['nothing at all', [], 'ac', null],
    ['a desktop with a socket', [supply('Mains', { online: '1' })], 'ac', null],
    ['a socket that is off and no battery', [supply('Mains', { online: '0' })], 'ac', null],
    ['a laptop on its plug', [supply('Mains', { online: '1' }), battery('Charging')], 'ac', 80],
    ['a laptop off it', [supply('Mains', { online: '0' }), battery('Discharging')], 'battery', 80],
    [
      'one of two sockets in use',
      [supply('USB', { online: '0' }), supply('USB', { online: '1' }), battery('Discharging')],
      'ac',
      80,
    ],
    ['a plug too weak to charge', [supply('USB', { online: '1' }), battery('Discharging')], 'ac', 80],
    ['a programmable plug (online 2)', [supply('USB', { online: '2' }), battery('Full', '100')], 'ac', 100],
    [
      'a driver that is late: offline but full',
      [supply('Mains', { online: '0' }), battery('Full')],
      'unknown',
      80,
    ],
    [
      'offline yet charging: a socket nobody lists',
      [supply('Mains', { online: '0' }), battery('Charging')],
      'ac',
      80,
    ],
    ['a full battery and no socket listed', [battery('Full', '100')], 'ac', 100],
    ['a battery that says nothing', [battery('Unknown')], 'unknown', 80],
    ['an empty battery bay', [supply('Battery', { present: '0', status: 'Unknown' })], 'ac', null],
    ['the battery of a mouse', [supply('Battery', { scope: 'Device', status: 'Discharging' })], 'ac', null],
    ['two batteries, one discharging', [battery('Full', '100'), battery('Discharging', '50')], 'battery', 75],
    [
      'a UPS without mains',
      [supply('UPS', { present: '1', status: 'Discharging', capacity: '90' })],
      'battery',
      90,
    ],
  ] as const)('CT-17 %s', (_, supplies, source, percent) => {
    expect(judgeSupplies([...supplies])).toEqual({ source, percent });
  });
});
