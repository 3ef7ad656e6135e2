import { z } from 'zod';

/** How the frequencies of a rotary position embedding are stretched for texts longer than those first trained on. */
export type RopeScaling =
  | { type: 'linear'; factor: number }
  | {
      type: 'llama3';
      factor: number;
      lowFrequencyFactor: number;
      highFrequencyFactor: number;
      originalMaxPositions: number;
    };

/** Rotary position embedding (Su et al. 2021, arXiv 2104.09864). */
export interface Rope {
  /** Base of the frequencies: theta^(-2 i / head_dim). */
  theta: number;
  scaling: RopeScaling | null;
}

const positive = z.number().positive();
const common = {
  /** Older files say `type` for `rope_type`. */
  type: z.string().optional(),
  rope_theta: positive.optional(),
  partial_rotary_factor: z.literal(1, 'only 1 is supported').optional(),
};
const kinds = [
  z.strictObject({ rope_type: z.literal('default'), ...common }),
  z.strictObject({ rope_type: z.literal('linear'), ...common, factor: positive }),
  z.strictObject({
    rope_type: z.literal('llama3'),
    ...common,
    factor: positive,
    low_freq_factor: positive,
    high_freq_factor: positive,
    original_max_position_embeddings: z.int().positive(),
  }),
] as const;

/** Fields that are not known are refused, because they would change the angles. */
const schema = z.preprocess(
  (given) =>
    typeof given === 'object' && given !== null
      ? { rope_type: 'type' in given ? given.type : 'default', ...given }
      : given,
  z.discriminatedUnion('rope_type', kinds, {
    error: ({ code }) =>
      code === 'invalid_union' ? 'this type is not supported; these are: default, linear, llama3' : undefined,
  }),
);

/** The fields of a `config.json` that say how positions are rotated; newer files keep them in `rope_parameters`. */
export const ropeFields = {
  rope_theta: positive.optional(),
  rope_scaling: schema.nullish(),
  rope_parameters: schema.nullish(),
  partial_rotary_factor: z.literal(1, 'only 1 is supported').nullish(),
};

/** The rope of a configuration whose {@link ropeFields} have been checked. */
export function ropeOf(fields: z.infer<z.ZodObject<typeof ropeFields>>): Rope {
  const given = fields.rope_parameters ?? fields.rope_scaling;
  const theta = given?.rope_theta ?? fields.rope_theta ?? 10000;
  if (given?.rope_type === 'linear') return { theta, scaling: { type: 'linear', factor: given.factor } };
  if (given?.rope_type !== 'llama3') return { theta, scaling: null };
  return {
    theta,
    scaling: {
      type: 'llama3',
      factor: given.factor,
      lowFrequencyFactor: given.low_freq_factor,
      highFrequencyFactor: given.high_freq_factor,
      originalMaxPositions: given.original_max_position_embeddings,
    },
  };
}

/** The inverse of {@link ropeOf}, in the fields that every version of Hugging Face's code reads. */
export function formatRope({ theta, scaling }: Rope): Record<string, unknown> {
  if (!scaling) return { rope_theta: theta };
  const { type: rope_type, factor } = scaling;
  if (scaling.type === 'linear') return { rope_theta: theta, rope_scaling: { rope_type, factor } };
  return {
    rope_theta: theta,
    rope_scaling: {
      rope_type,
      factor,
      low_freq_factor: scaling.lowFrequencyFactor,
      high_freq_factor: scaling.highFrequencyFactor,
      original_max_position_embeddings: scaling.originalMaxPositions,
    },
  };
}

/**
 * Radians per position of each pair of elements, `[head_dim / 2]`. `linear` divides all of them (Chen et al. 2023,
 * arXiv 2306.15595); `llama3` divides those whose wave is longer than the original context allows, keeps the short
 * ones, and goes smoothly from one to the other (the released code of Llama 3.1).
 */
export function rotaryFrequencies({ theta, scaling }: Rope, headDim: number): number[] {
  const half = headDim / 2;
  return Array.from({ length: half }, (_, i) => scaled(theta ** (-i / half), scaling));
}

function scaled(frequency: number, scaling: RopeScaling | null): number {
  if (!scaling) return frequency;
  if (scaling.type === 'linear') return frequency / scaling.factor;
  const { factor, lowFrequencyFactor: low, highFrequencyFactor: high, originalMaxPositions } = scaling;
  const turns = (originalMaxPositions * frequency) / (2 * Math.PI);
  if (turns > high) return frequency;
  if (turns < low) return frequency / factor;
  const kept = (turns - low) / (high - low);
  return kept * frequency + ((1 - kept) * frequency) / factor;
}
