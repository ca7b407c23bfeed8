import { z } from 'zod';

/** The parts of `ip -json addr` that decide; flags of an address are present only when true. */
const AddressInfo = z.object({
  local: z.string().optional(),
  tentative: z.boolean().optional(),
  dadfailed: z.boolean().optional(),
  deprecated: z.boolean().optional(),
});
const Link = z.object({
  ifname: z.string().optional(),
  flags: z.array(z.string()).default([]),
  addr_info: z.array(AddressInfo).default([]),
});

/**
 * Preferred, non-loopback addresses of links that carry, sorted, each once, out of the output of
 * `ip -json addr`. Preferred: not tentative (duplicate detection still runs), not a duplicate, not
 * deprecated. Link-local ones count: the rule (service model, IP address trigger) excludes loopback
 * only. Throws on text of another form.
 */
export function parseIpAddr(json: string): string[] {
  // iproute2 prints empty objects for what a filter left out, and nothing at all for no links.
  const links = json.trim() === '' ? [] : z.array(Link).parse(JSON.parse(json));
  const addresses = new Set<string>();
  for (const link of links) {
    if (link.flags.includes('LOOPBACK') || !link.flags.includes('LOWER_UP') || !link.flags.includes('UP')) {
      continue;
    }
    for (const info of link.addr_info) {
      const preferred = !info.tentative && !info.dadfailed && !info.deprecated;
      if (info.local !== undefined && preferred) addresses.add(info.local);
    }
  }
  return [...addresses].sort();
}
