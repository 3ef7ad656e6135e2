import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    'node_modules',
    '.next',
    '.data',
    'artefacts',
    'public',
    '**/generated',
    'next-env.d.ts',
    'coverage',
  ]),
  tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // An index that is in range by construction is said to be with `!`, as arithmetic on buffers is full of them.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    files: ['app/**/*.tsx', 'components/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { rules: { eqeqeq: ['error', 'always', { null: 'ignore' }], 'no-console': 'error' } },
  { files: ['scripts/**', 'cli/**', 'bench/**', 'test/**/children/**'], rules: { 'no-console': 'off' } },
  {
    // A task is known by its name alone: what is particular to one lives in its folders, and nothing else tells tasks apart.
    files: ['{app,bench,cli,components,lib,scripts,server,workers}/**/*.{ts,tsx}'],
    ignores: ['lib/task/patch/**', 'components/task/patch/**', '**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'TSInterfaceDeclaration > Identifier.id[name=/patch/i]',
          'TSTypeAliasDeclaration > Identifier.id[name=/patch/i]',
          'TSTypeReference Identifier[name=/patch/i]',
          'TSLiteralType > Literal[value=/patch/i]',
          'SwitchCase > Literal[value=/patch/i]',
          "BinaryExpression[operator=/^[!=]==?$/] > Literal[value=/patch/i]",
        ].map((selector) => ({
          selector,
          message: 'Only lib/task/patch and components/task/patch may tell this task from others.',
        })),
      ],
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
