import type { InstanceInfo } from '../../../src-shared/model/instance.js';

/** When somebody last came back and work was suspended for it; ISO 8601, or null. */
export function lastReturn(instances: readonly InstanceInfo[]): string | null {
  const returns = instances.flatMap((instance) =>
    instance.suspended.flatMap((span) => (span.reason === 'presence' ? [span.from] : [])),
  );
  return returns.sort().at(-1) ?? null;
}
