import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  test: {
    include: ['test/{unit,ports,contract,sim,replay,component}/**/*.test.ts'],
    environment: 'node',
  },
});
