import { parseInstanceId, type InstanceId } from '../../../src-shared/ids/instance-id.js';

/**
 * Chance without a die: every "random" number is a function of the machine's seed and a counter,
 * both of which are state. Replays and simulations therefore mint the same GUIDs.
 */
function mix(seed: number, counter: number, lane: number): number {
  // splitmix32 over the three inputs; each lane of a GUID gets its own stream.
  let h = (seed ^ Math.imul(counter + 1, 0x9e3779b9) ^ Math.imul(lane + 1, 0x85ebca6b)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}

/** A whole number from 0 to `bound` inclusive, uniform. */
export function drawBetween(seed: number, counter: number, bound: number): number {
  const fraction = mix(seed, counter, 7) / 2 ** 32;
  return Math.floor(fraction * (bound + 1));
}

/** A version 4 GUID for the given counter. */
export function mintGuid(seed: number, counter: number): InstanceId {
  const hex = [0, 1, 2, 3].map((lane) => mix(seed, counter, lane).toString(16).padStart(8, '0')).join('');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const text = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
  return parseInstanceId(text);
}
