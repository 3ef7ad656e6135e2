import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Tasks whose names mean nothing else, so that a rule can look for them. */
const TASKS = ['patch', 'ablate'];

/** Forbids types, switches and comparisons that tell these tasks from others. */
const tellingApart = (tasks) => ({
  'no-restricted-syntax': [
    'error',
    ...tasks.flatMap((task) =>
      [
        `TSInterfaceDeclaration > Identifier.id[name=/${task}/i]`,
        `TSTypeAliasDeclaration > Identifier.id[name=/${task}/i]`,
        `TSTypeReference Identifier[name=/${task}/i]`,
        `TSLiteralType > Literal[value=/${task}/i]`,
        `SwitchCase > Literal[value=/${task}/i]`,
        `BinaryExpression[operator=/^[!=]==?$/] > Literal[value=/${task}/i]`,
      ].map((selector) => ({
        selector,
        message: `Only lib/task/${task} and components/task/${task} may tell this task from others.`,
      })),
    ),
  ],
});

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
  // A task is known by its name alone: what is particular to one lives in its folders, and nothing else tells tasks apart.
  {
    files: ['{app,bench,cli,components,lib,scripts,server,workers}/**/*.{ts,tsx}'],
    // The command `lab ablate` measures by lib/measure and knows no task.
    ignores: [
      ...TASKS.map((task) => `{lib,components}/task/${task}/**`),
      'cli/ablate.ts',
      '**/*.test.{ts,tsx}',
    ],
    rules: tellingApart(TASKS),
  },
  ...TASKS.map((own) => ({
    files: [`{lib,components}/task/${own}/**/*.{ts,tsx}`],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: tellingApart(TASKS.filter((task) => task !== own)),
  })),
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
