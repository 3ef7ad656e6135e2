/** A word of the field as pages write it. */
export interface Word {
  name: string;
  /** Other words for it, on pages and in papers. */
  spellings?: readonly string[];
}

/** The words that the glossary explains (`terms.ts`), without what they mean: that is fetched by those who ask. */
const words = {
  target: { name: 'target', spellings: ['target model'] },
  question: { name: 'question', spellings: ['item'] },
  patching: { name: 'activation patching', spellings: ['patching', 'patch'] },
  source: { name: 'source', spellings: ['source text', 'x′', 'counterfactual text'] },
  ablation: { name: 'input ablation', spellings: ['ablation', 'removal'] },
  hint: { name: 'hint' },
  attribution: { name: 'attribution', spellings: ['token attribution', 'leave-one-out'] },
  cell: { name: 'cell' },
  effect: { name: 'effect' },
  composed: { name: 'composed', spellings: ['composed answer'] },
  'held-out': { name: 'held out', spellings: ['held-out', 'test'] },
  token: { name: 'token' },
  position: { name: 'position' },
  layer: { name: 'layer', spellings: ['layers', 'block'] },
  embedding: { name: 'embedding' },
  vector: { name: 'vector', spellings: ['activation', 'hidden state'] },
  'residual-stream': { name: 'residual stream' },
  mlp: { name: 'MLP' },
  site: { name: 'site' },
  'log-probability': { name: 'log-probability', spellings: ['nats', 'log-probabilities'] },
  greedy: { name: 'greedy', spellings: ['argmax', 'most likely token'] },
  entropy: { name: 'entropy' },
  explainer: { name: 'explainer', spellings: ['explainers'] },
  self: { name: 'self' },
  other: { name: 'other' },
  sibling: { name: 'sibling' },
  claim: { name: 'claim', spellings: ['explanation', 'claims', 'explanations'] },
  'brief-words': { name: 'brief words' },
  'continuous-token': { name: 'continuous token' },
  certainty: { name: 'certainty' },
  agreement: { name: 'agreement', spellings: ['agree'] },
  'confusion-matrix': { name: 'confusion matrix' },
  cka: { name: 'linear CKA', spellings: ['CKA', 'centred kernel alignment'] },
  calibration: { name: 'calibration' },
  control: { name: 'control', spellings: ['controls', 'baseline'] },
  'no-vector': { name: 'no vector' },
  'rotated-vector': { name: 'rotated vector' },
  'random-weights': { name: 'random weights' },
  sensitivity: { name: 'shown something else', spellings: ['sensitivity', 'disturbed'] },
  'text-oracle': { name: 'text oracle' },
  majority: { name: 'majority', spellings: ['majority overall', 'majority by relation'] },
  'logit-lens': { name: 'logit lens' },
  'linear-probe': {
    name: 'linear probe',
    spellings: ['probe', 'linear probe by relation', 'probe and own recall'],
  },
  'nearest-vector': {
    name: 'nearest vector',
    spellings: ['nearest neighbour', 'nearest vector anywhere', 'nearest direction', 'nearest in its layer'],
  },
  'best-reader': { name: 'best reader of each cell', spellings: ['simple readers', 'best reader'] },
  'untrained-self': { name: 'untrained self', spellings: ['SelfIE'] },
  measured: { name: 'measured', spellings: ['truth', 'ground truth'] },
  verdict: {
    name: 'verdict',
    spellings: ['right', 'partly', 'wrong', 'not checkable', 'right or near', 'one word right'],
  },
  'exact-match': { name: 'exact match' },
  'content-match': {
    name: 'content match',
    spellings: ['content', 'content where changed', 'word where changed'],
  },
  'has-changed': { name: 'has-changed F1', spellings: ['has changed'] },
  valid: { name: 'valid' },
  interval: {
    name: '95% interval',
    spellings: ['interval', '95% intervals', 'intervals', 'confidence interval'],
  },
  'paired-difference': {
    name: 'paired difference',
    spellings: ['paired', 'paired bootstrap', 'self minus other'],
  },
  slice: { name: 'slice' },
  autoencoder: { name: 'sparse autoencoder', spellings: ['SAE', 'autoencoder', 'autoencoders'] },
  feature: { name: 'feature', spellings: ['latent', 'features'] },
  'feature-direction': { name: 'feature direction', spellings: ['direction'] },
  fvu: { name: 'FVU', spellings: ['fraction of variance unexplained'] },
  'loss-recovered': { name: 'loss recovered' },
  exemplar: { name: 'exemplar', spellings: ['exemplars'] },
  'input-label': { name: 'input-centric label', spellings: ['what it fires on', 'label'] },
  'output-label': { name: 'output-centric label', spellings: ['what it makes the model say'] },
  correlation: { name: 'label correlation', spellings: ['correlation', 'simulator correlation'] },
  'line-up': { name: 'line-up', spellings: ['specificity', 'specificity test'] },
  twins: { name: 'twins' },
  seed: { name: 'seed' },
  run: { name: 'run', spellings: ['training run'] },
  loss: { name: 'loss' },
  'training-examples': { name: 'training examples', spellings: ['examples'] },
  exposure: {
    name: 'frequent, rare and unseen facts',
    spellings: ['exposure', 'frequent', 'rare', 'unseen'],
  },
  capability: { name: 'capabilities', spellings: ['capability'] },
} as const satisfies Record<string, Word>;

export type TermId = keyof typeof words;

export const WORDS: Readonly<Record<TermId, Word>> = words;

const bySpelling = new Map(
  Object.entries(WORDS).flatMap(([id, { name, spellings = [] }]) =>
    [name, ...spellings].map((spelling) => [spelling.toLowerCase(), id as TermId]),
  ),
);

/** The term of a word as a page writes it; null where the glossary does not know it. */
export const termOf = (word: string): TermId | null => bySpelling.get(word.toLowerCase()) ?? null;
