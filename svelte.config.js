import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/**
 * Read by vite, svelte-check and eslint. Runes only, in our own components.
 * @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig}
 */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    runes: ({ filename }) => (filename.split(/[\\/]/).includes('node_modules') ? undefined : true),
  },
};
