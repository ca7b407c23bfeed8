import { ownScope } from './own-scope.js';

/** Set in a process that has been begun anew, so that it is not begun a third time. */
const marker = 'CARETAKER_BEGUN_ANEW';

/**
 * Replaces this process, under the same pid, by one with the surroundings that a host wants:
 *
 * - a single arena of the C library's allocator. glibc gives each thread one of its own; Node's file threads
 *   then hold some 8 MiB that a host that only waits never needs again. Elsewhere the variable means nothing.
 * - for a user, a scope of the user's systemd with a cgroup subtree of its own, so that whole trees of
 *   processes can be frozen (design section 5).
 *
 * Where a process cannot be replaced it goes on as it is.
 */
export function beginAnew(env: Record<string, string | undefined>): void {
  if (env[marker] !== undefined || typeof process.execve !== 'function') return;
  const self = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const surroundings = { ...process.env, MALLOC_ARENA_MAX: env['MALLOC_ARENA_MAX'] ?? '1', [marker]: '1' };
  const scope = ownScope(env, process.getuid?.() ?? null);
  const [program = process.execPath, ...words] = scope === null ? self : [...scope, ...self];
  process.execve(program, [program, ...words], surroundings);
}
