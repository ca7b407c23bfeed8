import type { PowerReading } from '../../core/signals/readings.js';

/** One entry of /sys/class/power_supply, as the kernel writes it (Documentation/ABI/testing/sysfs-class-power). */
export interface PowerSupply {
  /** Mains, USB, Wireless, Battery, UPS, … */
  type: string;
  /** System, Device or absent; Device is a mouse or headset. */
  scope: string | null;
  online: string | null;
  present: string | null;
  /** Charging, Discharging, Full, Not charging, Unknown. */
  status: string | null;
  /** Per cent. */
  capacity: string | null;
}

const mainsTypes = ['Mains', 'USB', 'Wireless'];
const storeTypes = ['Battery', 'UPS'];

/**
 * Where the machine's power comes from, judged from all of its supplies.
 *
 * - A supply that is online is AC, though others are offline: a machine has one plug in use of several.
 * - No battery at all is AC, whatever else is (not) there.
 * - A battery that discharges with nothing online is battery.
 * - With sockets that are all offline and a battery that does not say it discharges, a driver is late or
 *   lies: unknown. Without any socket listed the battery's word is taken.
 * - Batteries of devices (scope Device) do not count.
 */
export function judgeSupplies(all: PowerSupply[]): PowerReading {
  const own = all.filter((supply) => supply.scope === null || supply.scope !== 'Device');
  const mains = own.filter((supply) => mainsTypes.includes(supply.type));
  const stores = own.filter((supply) => storeTypes.includes(supply.type) && supply.present !== '0');
  const percent = chargeOf(stores);
  // 2 stands for "online, programmable" with USB supplies.
  const isOnline = mains.some((supply) => supply.online !== null && Number(supply.online) > 0);
  if (isOnline || stores.length === 0) return { source: 'ac', percent };
  const statuses = stores.map((store) => store.status ?? 'Unknown');
  if (statuses.includes('Discharging')) return { source: 'battery', percent };
  if (statuses.includes('Charging')) return { source: 'ac', percent };
  const isQuietlyFull = statuses.every((status) => status === 'Full' || status === 'Not charging');
  return { source: mains.length === 0 && isQuietlyFull ? 'ac' : 'unknown', percent };
}

/** Mean charge; null where no battery tells one. */
function chargeOf(stores: PowerSupply[]): number | null {
  const charges = stores
    .filter((store) => store.capacity !== null && /^\d{1,3}$/.test(store.capacity))
    .map((store) => Math.min(100, Number(store.capacity)));
  if (charges.length === 0) return null;
  return Math.round(charges.reduce((sum, charge) => sum + charge, 0) / charges.length);
}
