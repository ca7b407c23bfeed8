import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import house from './scripts/house-rules.js';

/** The system is asked once per folder, in its choose.ts. */
const noPlatform = [
  {
    selector: "MemberExpression[object.name='process'][property.name='platform']",
    message: 'Only a choose.ts may ask for the operating system.',
  },
  {
    selector: "CallExpression[callee.property.name='platform'][callee.object.name='os']",
    message: 'Only a choose.ts may ask for the operating system.',
  },
  {
    selector:
      "ImportDeclaration[source.value=/^(node:)?(os|process)$/] ImportSpecifier[imported.name='platform']",
    message: 'Only a choose.ts may ask for the operating system.',
  },
];

/** The core takes every instant as an argument, and its chance from its own state. */
const noClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The core has no clock.' },
  { selector: "CallExpression[callee.name='Date']", message: 'The core has no clock.' },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'The core has no clock.',
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: 'The core has no clock.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'The core draws from its own seed.',
  },
  { selector: 'AwaitExpression', message: 'The core never waits: a step is one call.' },
  { selector: 'ImportExpression', message: 'The core loads nothing while it runs.' },
];

const noTimersOrProcess = [
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'crypto',
  'fetch',
  'console',
  'Buffer',
].map((name) => ({ name, message: 'The core has no I/O, no timers and no chance of its own.' }));

/** One door between panel and host. */
const noBridge = [
  {
    selector: "MemberExpression[object.name=/^(window|globalThis|self)$/][property.name='caretaker']",
    message: 'Only src-renderer/bridge talks to the host.',
  },
];

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'coverage/', 'node_modules/', '**/*.d.ts', 'test/fixtures/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  ...svelte.configs['flat/recommended'],
  ...svelte.configs['flat/prettier'],
  {
    files: ['**/*.{ts,js,svelte}'],
    plugins: { house },
    rules: {
      'house/file-name': 'error',
      'house/disable-with-reason': 'error',
      'house/skip-with-reason': 'error',
      // `== null` means: neither null nor undefined.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // The compiler looks after these, with noUnusedLocals and noUnusedParameters.
      '@typescript-eslint/no-unused-vars': 'off',
      // A schema and the type inferred from it share a name: `const Settings`, `type Settings`.
      'no-redeclare': 'off',
    },
  },
  {
    files: ['src-*/**/*.ts', 'test/**/*.ts'],
    languageOptions: {
      globals: globals.node,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // TypeScript knows which names exist.
      'no-undef': 'off',
    },
  },
  { files: ['examples/**/*.mjs'], languageOptions: { globals: globals.node } },
  { files: ['src-*/**/*.{ts,svelte}'], rules: { 'no-restricted-syntax': ['error', ...noPlatform] } },
  { files: ['src-main/**/choose.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['src-main/core/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...noPlatform, ...noClock],
      'no-restricted-globals': ['error', ...noTimersOrProcess],
    },
  },
  {
    files: ['src-renderer/**/*.{ts,svelte}'],
    ignores: ['src-renderer/bridge/**'],
    rules: {
      'no-restricted-syntax': ['error', ...noPlatform, ...noBridge],
      'no-restricted-globals': [
        'error',
        ...['WebSocket', 'EventSource', 'fetch', 'XMLHttpRequest'].map((name) => ({
          name,
          message: 'Only src-renderer/bridge talks to the host.',
        })),
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    rules: {
      // Props are taken with `let`, since they change from outside; the plugin's own rule knows runes.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all', excludedRunes: ['$props', '$derived'] }],
      // State keeps maps and dates as plain values that are replaced whole ($state.raw): nothing mutates them.
      'svelte/prefer-svelte-reactivity': 'off',
      // svelte-check knows which names exist.
      'no-undef': 'off',
    },
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        parser: tseslint.parser,
        extraFileExtensions: ['.svelte'],
        // Named here again: the cache cannot keep svelte.config.js, which has a function in it.
        svelteConfig: { compilerOptions: { runes: true } },
      },
    },
  },
  {
    files: ['scripts/**/*.js', '*.config.{js,ts}', '.dependency-cruiser.js'],
    languageOptions: { globals: globals.node },
    // tsc knows which names exist, also in what is handed to a page.
    rules: { 'no-undef': 'off' },
  },
);
