import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

interface Suite {
  include: string[];
  exclude?: string[];
  /** Suites of one group run side by side, groups one after another. */
  group: number;
  /** One file at a time, with nothing beside it. */
  alone?: boolean;
  /** So many files at a time: real programs mostly wait, each for its own display, bus and home, but all compete for time. */
  atATime?: number;
  timeoutMs?: number;
  /** Real programs on a machine that is busy with others: a test that misses its moment gets a second one. */
  retry?: number;
  /** Svelte components are mounted as in a browser: its build of svelte, not the one for servers. */
  browser?: boolean;
}

function project(name: string, suite: Suite): TestProjectConfiguration {
  return {
    extends: true,
    ...(suite.browser === true && { resolve: { conditions: ['browser'] } }),
    test: {
      name,
      include: suite.include,
      exclude: suite.exclude ?? [],
      sequence: { groupOrder: suite.group },
      testTimeout: suite.timeoutMs ?? 10_000,
      hookTimeout: suite.timeoutMs ?? 10_000,
      ...(suite.alone === true && { fileParallelism: false }),
      ...(suite.atATime !== undefined && { maxWorkers: suite.atATime }),
      ...(suite.retry !== undefined && { retry: suite.retry }),
    },
  };
}

/** Waits for a machine on which nobody else works, by the measure that Caretaker itself goes by. */
const calm = 'test/e2e/host/away-and-back.test.ts';

export default defineConfig({
  plugins: [svelte()],
  test: {
    environment: 'node',
    projects: [
      project('unit', { include: ['test/unit/**/*.test.ts'], group: 0 }),
      project('ports', { include: ['test/ports/**/*.test.ts'], group: 0, retry: 1 }),
      project('contract', { include: ['test/contract/**/*.test.ts'], group: 0 }),
      project('component', { include: ['test/component/**/*.test.ts'], group: 0, browser: true }),
      project('replay', { include: ['test/replay/**/*.test.ts'], group: 0 }),
      project('sim', { include: ['test/sim/**/*.test.ts'], group: 0, timeoutMs: 60_000 }),
      project('os', {
        include: ['test/os/**/*.test.ts'],
        group: 1,
        atATime: 2,
        timeoutMs: 60_000,
        retry: 1,
      }),
      project('e2e', {
        include: ['test/e2e/**/*.test.ts'],
        exclude: ['test/e2e/electron/**', calm],
        group: 2,
        atATime: 2,
        timeoutMs: 120_000,
      }),
      project('calm', { include: [calm], group: 3, alone: true, timeoutMs: 120_000 }),
      project('electron', {
        include: ['test/e2e/electron/**/*.test.ts'],
        group: 4,
        alone: true,
        timeoutMs: 60_000,
      }),
    ],
  },
});
