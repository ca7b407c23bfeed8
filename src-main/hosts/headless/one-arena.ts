/**
 * Begins this process anew, under the same pid, with a single arena of the C library's allocator. glibc gives
 * each thread one of its own; Node's file threads then hold some 8 MiB that a host that only waits never needs
 * again. Elsewhere the variable means nothing, and where a process cannot be replaced it goes on as it is.
 */
export function keepToOneArena(env: Record<string, string | undefined>): void {
  if (env['MALLOC_ARENA_MAX'] !== undefined || typeof process.execve !== 'function') return;
  process.execve(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
    ...process.env,
    MALLOC_ARENA_MAX: '1',
  });
}
