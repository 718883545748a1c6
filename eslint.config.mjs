import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const bans = [
  {
    selector: 'TSEnumDeclaration',
    message: 'Use a union of literals: it needs no run-time object.',
  },
  { selector: 'ExportDefaultDeclaration', message: 'Name exports, so that a thing has one name.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that owns it.' },
];

export default tseslint.config(
  { ignores: ['dist', 'dist-test', 'artifacts', 'node_modules', 'test/fixtures'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['vitest.config.mts'] } },
    },
    rules: {
      'no-restricted-syntax': ['error', ...bans],
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    // Core is pure, a chart is a function of its board, and the use cases have the world through their ports.
    files: ['src/core/**/*.ts', 'src/charts/**/*.ts', 'src/extension/app/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'Buffer', 'fetch', 'performance', 'crypto'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Have the time passed in.' },
        { object: 'Math', property: 'random', message: 'Have the randomness passed in.' },
      ],
      'no-restricted-syntax': [
        'error',
        ...bans,
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Have the time passed in.',
        },
      ],
    },
  },
  {
    // Test hooks and assertions read better without these two.
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // The tools that own these files ask for a default export.
    files: ['vitest.config.mts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        performance: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        TextEncoder: 'readonly',
        TextDecoder: 'readonly',
        window: 'readonly',
        document: 'readonly',
        module: 'writable',
      },
    },
  },
);
