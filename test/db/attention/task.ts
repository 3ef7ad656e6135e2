import { z } from 'zod';
import type { TaskForms } from '@/lib/task/form';
import { meanOf } from '@/lib/task/metric';
import type { Rule, Task } from '@/lib/task/task';

/** A head of a block, reading a text: which earlier token does its last token attend to most? */
const body = z.object({ text: z.string(), tokens: z.array(z.string()), layer: z.number(), head: z.number() });
const truth = z.object({ position: z.number(), token: z.string(), weight: z.number() });
export type Body = z.infer<typeof body>;
export type Truth = z.infer<typeof truth>;

export const attentionForms: TaskForms<Body, Truth> = { body, truth, detail: z.null(), place: z.object({}) };

const says = (token: string) => `It attends most to <<<${token.trim()}>>>.`;
const claimOf = (said: string) => /attends most to <<<(.*?)>>>/.exec(said)?.[1]?.trim() ?? null;

export const attention: Task<Body, Truth> = {
  id: 'attention',
  path: 'attention',
  identity: (target, { text, layer, head }) => ['attention', target, text, layer, head],
  title: ({ layer, head }) => `Head ${head} of block ${layer}`,
  text: ({ text }) => text,
  facets: [
    { name: 'layer', label: 'layer', sliced: true },
    { name: 'head', label: 'head' },
  ],
  facetsOf: ({ layer, head }) => ({ layer, head }),
  clusters: ({ text }) => [text],
  stratum: ({ layer, head }, { token }) => ({ cell: `${layer}/${head}`, side: token }),
  wordings: ['In <<<{text}>>>, which token does head {head} of block {layer} attend to most?'],
  slots: ({ layer, head }, { ids }) => ({
    text: { ids },
    layer: { text: String(layer) },
    head: { text: String(head) },
  }),
  answer: ({ token }) => says(token),
  judge(said, { token }) {
    const claim = claimOf(said);
    const verdict = claim === null ? 'unknown' : claim === token.trim() ? 'right' : 'wrong';
    return { verdict, claim: claim ?? '', values: { right: Number(verdict === 'right') } };
  },
  metrics: [
    {
      id: 'right',
      label: 'right token',
      headline: true,
      shown: true,
      unit: '%',
      meaning: 'names the token that gets most attention',
      of: meanOf('right'),
    },
  ],
};

export const attentionRules: readonly Rule<Body, Truth>[] = [
  {
    id: 'last-token',
    name: 'last token',
    meaning: 'Says that the last token attends to itself.',
    sees: 'training-answers',
    learns: true,
    make: () => ({ say: ({ body: { tokens } }) => says(tokens.at(-1) ?? '') }),
  },
];
