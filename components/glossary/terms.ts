import { WORDS, type TermId, type Word } from './words';

/** What terms are sorted under on the page that lists them, in its order. */
export const GROUPS = {
  asked: 'What is asked',
  inside: 'Inside a model',
  answers: 'Who answers',
  controls: 'Controls',
  checked: 'How an answer is checked',
  features: 'Features',
  training: 'How models come about',
} as const;
export type GroupId = keyof typeof GROUPS;

/** What a word of the field means, said twice: for whoever meets it for the first time, and exactly. */
interface Meaning {
  group: GroupId;
  plain: string;
  research: string;
  /** Where it stands: the last part of the address of a kind of page, `home` for the first. */
  pages: readonly string[];
}

/** A word with its meaning. */
export type Entry = Word & Meaning;

const meanings: Readonly<Record<TermId, Meaning>> = {
  target: {
    group: 'asked',
    plain: 'The model that is explained. It stays as it is while others learn to explain it.',
    research:
      'The frozen model M whose computation is asked about; its weights are scored as stored (float16).',
    pages: ['home', 'models', 'compare'],
  },
  question: {
    group: 'asked',
    plain: 'Something about a model that can be found out by running it, and asked of whoever explains it.',
    research: 'A body (text, site, intervention) with a measured truth; its id is a hash of what it asks.',
    pages: ['home', 'patching', 'ablation', 'features', 'activations'],
  },
  patching: {
    group: 'asked',
    plain:
      'Swap one vector inside a model for the vector of another text at the same place, let it go on, and see which word it says next.',
    research:
      'Run M on x with h(l, t) replaced by h(l, t′) of x′, layer by layer over a block of one to three layers at one token; read the argmax of the next-token distribution.',
    pages: ['home', 'patching', 'playground'],
  },
  source: {
    group: 'asked',
    plain: 'The other text: the one that the swapped vector is taken from.',
    research: 'x′, worded like x; tokens of x and x′ are aligned by a longest common subsequence.',
    pages: ['patching', 'playground'],
  },
  ablation: {
    group: 'asked',
    plain:
      'Take a part of the text away, as if it had never been written, and see whether the answer changes.',
    research:
      'Run M on x without a span of tokens (deleted, not masked), and compare the argmax with that on x.',
    pages: ['home', 'ablation'],
  },
  hint: {
    group: 'asked',
    plain:
      'A sentence in a question that names an answer, right or wrong. A model may follow it, and may say so or not.',
    research:
      'A span that states one option; questions hold a right one, a wrong one or none; changed and unchanged are even within hint and exposure.',
    pages: ['ablation'],
  },
  attribution: {
    group: 'asked',
    plain: 'What each part of a text is worth to the answer: how much less likely the answer is without it.',
    research:
      'Leave-one-out: log p(y | x) - log p(y | x without the span), in nats, for each token, word and sentence.',
    pages: ['ablation'],
  },
  cell: {
    group: 'asked',
    plain:
      'A place where questions are asked: some layers, and a kind of token. On a map, one layer at one token.',
    research:
      'Block of layers × kind of token; asked about where 10 to 90% of outputs change or half are composed.',
    pages: ['patching', 'compare', 'models'],
  },
  effect: {
    group: 'asked',
    plain: 'How much less likely the model’s own word becomes by what is done to it.',
    research:
      'Drop in log-probability (nats) of the original output: log p(y | x) - log p(y | intervention).',
    pages: ['patching', 'ablation', 'playground'],
  },
  composed: {
    group: 'asked',
    plain:
      'An answer that neither text has by itself: the model puts one text’s subject to the other’s question.',
    research:
      'An output that is neither the argmax on x nor that on x′; often the fact of one subject and the other relation.',
    pages: ['patching', 'models', 'compare'],
  },
  'held-out': {
    group: 'asked',
    plain: 'Kept for the test: no explainer was trained on a question about these subjects.',
    research:
      'The test split: 20% of entities; no question about one, as text or as source, is in training. Features are split by cluster of twins.',
    pages: ['home', 'patching', 'ablation', 'features', 'activations', 'compare'],
  },

  token: {
    group: 'inside',
    plain: 'The piece of text that a model reads and writes at a time: a word, or a part of one.',
    research: 'A unit of the byte-pair vocabulary; a leading space belongs to it.',
    pages: ['home', 'patching', 'ablation', 'features', 'playground'],
  },
  position: {
    group: 'inside',
    plain: 'Which token of the text, counted from the start.',
    research:
      'Index of a token, from 0, without the beginning-of-sequence token; kinds: end of the subject, relation, last.',
    pages: ['patching', 'activations', 'playground'],
  },
  layer: {
    group: 'inside',
    plain:
      'One step of the way from the text that is read to the next word. A model takes them one after another.',
    research: '0 is the embedding, k the residual stream after block k (attention and MLP).',
    pages: ['home', 'patching', 'features', 'activations', 'playground', 'models'],
  },
  embedding: {
    group: 'inside',
    plain: 'The vector that a model begins with for each token, before it has looked at anything else.',
    research:
      'The row of the input matrix for a token: the residual stream at layer 0. Here it is tied to the output matrix.',
    pages: ['patching', 'playground', 'models'],
  },
  vector: {
    group: 'inside',
    plain:
      'The row of numbers that stands for a token at one layer: all that the model knows there, in its own form.',
    research:
      'h(l, t), as wide as the model: the residual stream at layer l and token t. For a block of layers, the mean of its vectors.',
    pages: ['home', 'patching', 'features', 'activations', 'playground'],
  },
  'residual-stream': {
    group: 'inside',
    plain:
      'The line along which a token’s vector goes from layer to layer. Each layer reads it and adds to it.',
    research:
      'h(k) = h(k-1) + attention(h) + MLP(h), each on normalised input; the last is normed and unembedded.',
    pages: ['patching', 'features', 'activations', 'playground'],
  },
  mlp: {
    group: 'inside',
    plain: 'The part of a layer that works on each token by itself.',
    research:
      'The gated feed-forward network of a block; what it adds to the residual stream is a site of its own.',
    pages: ['features', 'models'],
  },
  site: {
    group: 'inside',
    plain: 'A place inside a model where a vector can be read or put.',
    research: 'Residual stream or MLP output, at a layer and a token.',
    pages: ['features', 'playground'],
  },
  'log-probability': {
    group: 'inside',
    plain:
      'How likely a word is, on a scale on which equal steps multiply: one less is about a third as likely.',
    research: 'log p(token | text), natural logarithm, in nats.',
    pages: ['patching', 'ablation', 'playground'],
  },
  greedy: {
    group: 'inside',
    plain: 'Always saying the most likely word, so that the same text gives the same answer.',
    research: 'Decoding by argmax, temperature 0; recorded explanations and outputs are greedy.',
    pages: ['patching', 'ablation', 'playground'],
  },
  entropy: {
    group: 'inside',
    plain: 'How undecided a model is: nothing when one word is certain, much when many are alike.',
    research: '-sum of p log p over the vocabulary, in nats, of what the logit lens reads at a site.',
    pages: ['playground'],
  },

  explainer: {
    group: 'answers',
    plain: 'A model trained to answer such questions in words, without trying out what it is asked about.',
    research:
      'E, fine-tuned with cross-entropy on the answer alone; its prompt holds the wording and v as a continuous token.',
    pages: ['home', 'patching', 'ablation', 'features', 'activations', 'compare', 'runs'],
  },
  self: {
    group: 'answers',
    plain: 'An explainer that began as a copy of the very model it explains.',
    research: 'E initialised from the weights of M; M itself stays frozen.',
    pages: ['home', 'patching', 'ablation', 'features', 'activations', 'compare', 'runs'],
  },
  other: {
    group: 'answers',
    plain: 'An explainer that began as another model, and got the same questions in the same order.',
    research:
      'E initialised from a model of another seed or size; same questions, order and steps. It has to learn a foreign basis, so self minus other holds negative transfer, too.',
    pages: ['home', 'patching', 'ablation', 'features', 'activations', 'compare', 'runs'],
  },
  sibling: {
    group: 'answers',
    plain:
      'An explainer that began as a relative of the target: one was trained on from the other, or both from a third.',
    research: 'E initialised from a model that shares a parent checkpoint with M, or is its parent or child.',
    pages: ['compare'],
  },
  claim: {
    group: 'answers',
    plain: 'The part of what an explainer says that can be held against what was measured.',
    research:
      'Parsed from the text: “would remain unchanged from <<<X>>>”, “would change to <<<Y>>>”, or a description.',
    pages: ['patching', 'ablation', 'features', 'activations'],
  },
  'brief-words': {
    group: 'answers',
    plain: 'The few words that an explainer really says; the sentence is written out of them.',
    research:
      'Task.brief: the word, then whether it is the one that the text alone gives; both forms are kept.',
    pages: ['patching', 'ablation'],
  },
  'continuous-token': {
    group: 'answers',
    plain:
      'How an explainer is shown a vector: the vector itself stands in its question in the place of a word.',
    research:
      'A prompt position whose embedding is replaced by the vector (an edit at layer 0), between begin and end tokens.',
    pages: ['patching', 'features', 'activations'],
  },
  certainty: {
    group: 'answers',
    plain: 'How likely an explainer’s answer was to itself, from 0 to 1.',
    research: 'Geometric mean of the probabilities of the tokens of the greedy answer.',
    pages: ['patching', 'ablation', 'features', 'activations', 'compare'],
  },
  agreement: {
    group: 'answers',
    plain: 'Of eight answers drawn by chance, how many claim the same as the most likely one.',
    research: 'Share of eight samples (temperature 1) whose claim is that of the greedy answer.',
    pages: ['features', 'activations', 'compare'],
  },
  'confusion-matrix': {
    group: 'checked',
    plain: 'How often each claim was made where each thing was measured: all ways of being right and wrong.',
    research: 'Counts of (measured, claimed); what is right or partly right claims the measured side.',
    pages: ['compare'],
  },
  cka: {
    group: 'inside',
    plain:
      'How alike what two models hold at a layer is, whatever way round it lies: 0 not at all, 1 the same.',
    research:
      'Linear centred kernel alignment (Kornblith et al. 2019, arXiv 1905.00414) of residual streams over the same tokens; blind to rotation and scale.',
    pages: ['compare', 'models'],
  },
  calibration: {
    group: 'answers',
    plain: 'Whether an explainer is right as often as it is sure.',
    research: 'Share right against certainty or agreement, in tenths.',
    pages: ['compare'],
  },

  control: {
    group: 'controls',
    plain:
      'Someone who answers without what is tested, or by a simple rule. What a control gets right needs no self-knowledge.',
    research:
      'An explainer that lacks the vector, its basis or the pretraining, or a rule that reads the vector or the text in a simple way; scored on the same items.',
    pages: ['home', 'patching', 'ablation', 'features', 'activations', 'compare'],
  },
  'no-vector': {
    group: 'controls',
    plain:
      'Self, trained and asked without the vector: what it gets right, the words of the question gave away.',
    research: 'Same base, questions and steps as self, with zeros in place of v in training and test.',
    pages: ['home', 'patching', 'features', 'activations', 'compare'],
  },
  'rotated-vector': {
    group: 'controls',
    plain:
      'Self, shown every vector turned round in the same way: all is still there, but not in its own form.',
    research: 'v under one fixed random orthogonal map: keeps all information, removes the shared basis.',
    pages: ['patching', 'compare'],
  },
  'random-weights': {
    group: 'controls',
    plain: 'An explainer that began from random numbers: what training alone can learn.',
    research: 'The architecture of M, initialised at random, trained on the same questions.',
    pages: ['patching', 'features', 'compare'],
  },
  sensitivity: {
    group: 'controls',
    plain:
      'The same explainer, shown another vector: if it still says the same, it does not read the vector.',
    research: 'No new training: another item’s v, a rotated v, or zeros at test time.',
    pages: ['compare'],
  },
  'text-oracle': {
    group: 'controls',
    plain: 'Says that nothing changes, and knows what the model says to the text. It never sees the vector.',
    research: 'Always “unchanged”, with the target’s true original output.',
    pages: ['home', 'patching', 'ablation', 'compare'],
  },
  majority: {
    group: 'controls',
    plain: 'Always gives the most frequent answer to questions of that kind.',
    research: 'argmax of the training answers in the same cell; also overall, and by cell and relation.',
    pages: ['home', 'patching', 'ablation', 'compare'],
  },
  'logit-lens': {
    group: 'controls',
    plain: 'Reads a vector as if it stood at the end of the model: which word would come out?',
    research: 'argmax of W_U · norm(h), the target’s last norm and unembedding.',
    pages: ['patching', 'features', 'activations', 'playground', 'compare'],
  },
  'linear-probe': {
    group: 'controls',
    plain: 'The simplest reader that can be trained: it weighs the numbers of the vector, and picks a word.',
    research: 'Ridge regression from v to the answer, one for each cell.',
    pages: ['patching', 'activations', 'compare'],
  },
  'nearest-vector': {
    group: 'controls',
    plain: 'Gives the answer of the training question whose vector is most like this one.',
    research: '1-nearest-neighbour by cosine, in the same cell or over all layers.',
    pages: ['patching', 'features', 'activations', 'compare'],
  },
  'best-reader': {
    group: 'controls',
    plain:
      'For each kind of place, whichever simple reader does best there. What it can, needs no explainer.',
    research:
      'In each cell the rule with the most right answers to training questions, lens, probe and majorities among them.',
    pages: ['patching', 'features', 'activations', 'compare'],
  },
  'untrained-self': {
    group: 'controls',
    plain: 'The target as it is, untrained, with the vector in the place of a word.',
    research: 'SelfIE: v replaces an embedding of a prompt to M itself.',
    pages: ['patching', 'compare'],
  },

  measured: {
    group: 'checked',
    plain: 'What really happens when the model is run. It is what every answer is held against.',
    research: 'The target’s own run under the intervention, by the code that the page runs live.',
    pages: ['home', 'patching', 'ablation', 'features', 'activations'],
  },
  verdict: {
    group: 'checked',
    plain: 'Whether a claim is so: right, partly, wrong, or nothing that can be checked.',
    research:
      'right: change and word; partly: change alone; wrong: not the change; not checkable: no claim parses. Each task has its own rule.',
    pages: ['home', 'patching', 'ablation', 'features', 'activations'],
  },
  'exact-match': {
    group: 'checked',
    plain: 'How often the whole answer is the right one.',
    research: 'Normalised texts are equal: stripped, lower-cased, without a final full stop.',
    pages: ['home', 'compare'],
  },
  'content-match': {
    group: 'checked',
    plain: 'How often the word is right, whatever is said about change.',
    research: 'Contents of the brackets <<<…>>> are equal; also on the items whose output changes alone.',
    pages: ['home', 'compare'],
  },
  'has-changed': {
    group: 'checked',
    plain: 'How well is told what changes and what does not, both counted alike.',
    research:
      'Macro F1 over {changed, unchanged}; an invalid answer counts as wrong. F1 = 2 TP / (2 TP + FP + FN). Where sides are even, a constant answer gets 33.3.',
    pages: ['home', 'compare'],
  },
  valid: {
    group: 'checked',
    plain: 'How often an answer says something that can be checked at all.',
    research: 'Share of answers that parse as a claim; the rest is wrong everywhere.',
    pages: ['compare'],
  },
  interval: {
    group: 'checked',
    plain: 'How far a score could be off by the luck of which questions were drawn.',
    research:
      'Percentile bootstrap, 1,000 draws, over what makes questions depend on each other: subjects, and of patches subjects and sources, each by itself (Owen 2007).',
    pages: ['home', 'compare', 'runs'],
  },
  'paired-difference': {
    group: 'checked',
    plain: 'Both are asked the very same questions, and the difference is taken question by question.',
    research:
      'Bootstrap of the difference on the same items; claimed where its 95% interval excludes 0, else a tie.',
    pages: ['home', 'compare'],
  },
  slice: {
    group: 'checked',
    plain: 'The score on a part of the questions, such as one relation.',
    research: 'Items that share the value of a facet, scored by themselves.',
    pages: ['compare'],
  },

  autoencoder: {
    group: 'features',
    plain: 'A small network that writes each vector as a sum of a few directions, chosen from many.',
    research:
      'Top-k (Gao et al. 2024) with the auxiliary loss for silent latents; 512 latents a site, 8 active.',
    pages: ['features', 'models'],
  },
  feature: {
    group: 'features',
    plain: 'One of these directions: it lights up on some tokens, and may stand for something.',
    research:
      'A latent of the sparse autoencoder at a site; live where it is active on 20 tokens of 4,000 rows.',
    pages: ['home', 'features'],
  },
  'feature-direction': {
    group: 'features',
    plain: 'The vector that a feature stands for. It is what explainers are shown.',
    research:
      'The decoder row of the latent: a unit vector; to see what it does it is made as long as a mean vector of its site.',
    pages: ['features'],
  },
  fvu: {
    group: 'features',
    plain: 'How much of the vectors gets lost when they are written by features: 0 is nothing, 1 is all.',
    research: 'Fraction of variance unexplained: sum |v - v̂|² / sum |v - mean|².',
    pages: ['features', 'models'],
  },
  'loss-recovered': {
    group: 'features',
    plain: 'How well the model still works on the vectors that features write: 1 is as well as ever.',
    research: '(L(ablated) - L(v̂)) / (L(ablated) - L(v)), next-token loss with the site replaced.',
    pages: ['features'],
  },
  exemplar: {
    group: 'features',
    plain: 'A text on which a feature fires.',
    research:
      'A window of text with a high activation of the latent, kept with the activation of each token.',
    pages: ['features'],
  },
  'input-label': {
    group: 'features',
    plain: 'A phrase for what makes a feature fire.',
    research:
      'Beam search over a bank of concepts (and, or, but not) for the highest correlation with the activations.',
    pages: ['features'],
  },
  'output-label': {
    group: 'features',
    plain: 'The words that a model says more when the feature is turned on.',
    research:
      'The three tokens whose log-probability rises most when the direction is added at the last token of twelve beginnings.',
    pages: ['features'],
  },
  correlation: {
    group: 'features',
    plain: 'How well a phrase tells where a feature fires: 1 is everywhere, 0 nowhere.',
    research: 'Pearson correlation of the activations with what the phrase predicts for each token.',
    pages: ['features', 'compare'],
  },
  'line-up': {
    group: 'features',
    plain: 'Five features of one place in the model: does what was said tell which of them is meant?',
    research:
      'The feature and four of its site, chosen by the question’s id; place of its simulator correlation among theirs. Chance is 1 in 5.',
    pages: ['features'],
  },
  twins: {
    group: 'features',
    plain: 'Features whose directions are nearly the same; they are never split between training and test.',
    research: 'Cosine above .7, over all sites; a cluster holds twins of twins.',
    pages: ['features'],
  },

  seed: {
    group: 'training',
    plain:
      'The number that decides all that is left to chance in a training. Another seed gives another model.',
    research:
      'Start of the one generator; first weights and order of data follow from it, so a run can be repeated exactly.',
    pages: ['runs', 'models'],
  },
  run: {
    group: 'training',
    plain: 'One training, from its first step to its last, with the command that repeats it.',
    research: 'Settings, seed, code version and data hash with the curve; a function of the step alone.',
    pages: ['runs', 'models'],
  },
  loss: {
    group: 'training',
    plain: 'What a training makes small: how surprised the model is by the words that it should say.',
    research: 'Mean cross-entropy of the supervised tokens, in nats.',
    pages: ['runs', 'models'],
  },
  'training-examples': {
    group: 'training',
    plain: 'How many questions with their answers an explainer was trained on.',
    research: 'Distinct training questions; the axis of the scaling chart, on a log scale.',
    pages: ['home', 'compare', 'runs'],
  },
  exposure: {
    group: 'training',
    plain: 'How often a fact was shown to a model in its training: often, seldom or never.',
    research:
      'By a hash of relation and subject: 60% frequent, 20% rare (weight .05), 20% in no row. The same for all targets.',
    pages: ['ablation', 'models'],
  },
  capability: {
    group: 'training',
    plain:
      'What a model can do at all: recall, find, compare, choose. Measured before anything is trained on it.',
    research:
      'Share of argmax tokens that are right in fixed trials, Wilson 95% interval, beside the bounds of a target worth training on.',
    pages: ['models'],
  },
};

export const TERMS = Object.fromEntries(
  Object.entries(WORDS).map(([id, word]) => [id, { ...word, ...meanings[id as TermId] }]),
) as Readonly<Record<TermId, Entry>>;
