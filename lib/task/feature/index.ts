import { featureCode, GOOD_LABEL, type FeatureDetail } from '@/lib/measure/features/record';
import { nameIn } from '../facets';
import { meanOf } from '../metric';
import type { Metric, Task } from '../task';
import { FEATURE_ASKS, type FeatureAsks, type FeatureBody, type FeatureTruth } from './body';
import { claimIn, judgeFeature } from './judge';
import { featureAnswer, FEATURE_QUESTIONS, FEATURE_WORDINGS, firesOn, makesSay } from './wordings';

export const ASK_NAMES: Record<FeatureAsks, string> = {
  input: 'what it fires on',
  output: 'what it makes the model say',
};

/** How well a label goes with its feature, by the least correlation of each group; a question about what is said has none. */
const FIT_NAMES: Record<string, string> = {
  none: 'none',
  '.5': '.5 to .7',
  '.7': '.7 to .9',
  '.9': '.9 and more',
};

/** On how many tokens features are active, by the least share of each group. */
const DENSITY_NAMES: Record<string, string> = {
  '0': 'under 0.1%',
  '.001': '0.1 to 1%',
  '.01': '1 to 10%',
  '.1': '10% and more',
};

const densityOf = (share: number): string =>
  share >= 0.1 ? '.1' : share >= 0.01 ? '.01' : share >= 0.001 ? '.001' : '0';

const fitOf = (score: number): string =>
  score >= 0.9 ? '.9' : score >= 0.7 ? '.7' : score >= GOOD_LABEL ? '.5' : 'none';

/** What a question is about follows from what was measured: a label, or else tokens. */
const asksOf = ({ label }: FeatureTruth): FeatureAsks => (label ? 'input' : 'output');

const METRICS: readonly Metric[] = [
  {
    id: 'right',
    label: 'right',
    headline: true,
    shown: true,
    unit: '%',
    meaning: 'the measured label; or, of what it makes the model say, the token that rises most',
    of: meanOf('right'),
  },
  {
    id: 'partly',
    label: 'right or near',
    shown: true,
    unit: '%',
    meaning: 'the label or one of its rivals; or one of the three tokens that rise most',
    of: meanOf('partly'),
  },
  {
    id: 'score',
    label: 'correlation',
    shown: true,
    unit: '%',
    meaning: 'how well the phrase that is said goes with where the feature fires',
    of: meanOf('score'),
  },
  {
    id: 'valid',
    label: 'valid',
    diagnostic: true,
    unit: '%',
    meaning: 'says something that can be checked',
    of: meanOf('valid'),
  },
];

/** Feature description: a direction that a sparse autoencoder found; what makes it fire, and what does it make the model say? */
export const feature: Task<FeatureBody, FeatureTruth, FeatureDetail> = {
  id: 'feature',
  path: 'features',
  identity: (target, { asks, site, layer, latent }) => ['feature', target, asks, site, layer, latent],
  title: (body) => `Feature ${featureCode(body)}, ${ASK_NAMES[body.asks]}`,
  // The answer to what is asked, and what was said: a search for a word finds no feature of which neither has it.
  text: ({ site, layer, latent }, { label, output }, said = []) =>
    [
      `${site} ${layer} ${latent}`,
      label ? label.phrase : output.map(({ token }) => token.trim()).join(', '),
      ...new Set(said.flatMap((text) => claimIn(text)?.text ?? [])),
    ].join('\n'),
  related: (body, { neighbours }) => [
    ...FEATURE_ASKS.filter((asks) => asks !== body.asks).map((asks) => ({ ...body, asks })),
    ...neighbours.flatMap(({ site, layer, latent }) =>
      FEATURE_ASKS.map((asks) => ({ site, layer, latent, asks, cluster: '' })),
    ),
  ],
  facets: [
    {
      name: 'asks',
      label: 'asked',
      value: nameIn(ASK_NAMES),
      sliced: true,
    },
    { name: 'layer', label: 'layer', sliced: true },
    {
      name: 'site',
      label: 'site',
      value: (value) => (value === 'mlp' ? 'MLP output' : 'residual stream'),
      sliced: true,
    },
    { name: 'label', label: 'label correlation', value: nameIn(FIT_NAMES) },
    { name: 'density', label: 'fires on', value: nameIn(DENSITY_NAMES) },
  ],
  facetsOf: ({ asks, layer, site, density }, { label }) => ({
    ...{ asks, layer, site },
    label: fitOf(label?.score ?? 0),
    density: density === undefined ? [] : densityOf(density),
  }),
  sorts: [
    {
      name: 'label',
      label: 'label correlation',
      ends: ['highest first', 'lowest first'],
      at: ['truth', 'label', 'score'],
    },
    {
      name: 'density',
      label: 'fires on',
      ends: ['most tokens first', 'fewest tokens first'],
      at: ['body', 'density'],
    },
  ],
  clusters: ({ cluster }) => [cluster],
  stratum: ({ asks, layer, site }, truth) => ({
    set: asks,
    cell: `${site}/${layer}`,
    side: featureAnswer(truth),
  }),
  wordings: FEATURE_WORDINGS,
  slots({ asks, layer }, { vector }) {
    if (!vector) throw new Error('a question about a feature needs its direction');
    return {
      v: { vector, layers: [layer] },
      layer: { text: String(layer) },
      question: { text: FEATURE_QUESTIONS[asks] },
    };
  },
  answer: featureAnswer,
  judge: (said, truth) => judgeFeature(asksOf(truth), said, truth),
  brief: {
    wordings: FEATURE_WORDINGS,
    answer: ({ label, output }) =>
      label ? label.phrase : output.map(({ token }) => token.trim()).join(', '),
    expand: (said, { asks }) => (asks === 'input' ? firesOn(said.trim()) : makesSay(said.split(','))),
  },
  metrics: METRICS,
};
