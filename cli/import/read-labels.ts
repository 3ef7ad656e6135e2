import { z } from 'zod';
import { BadLines } from './read-rows';
import { valuesOf } from './json-values';

/** What somebody calls a latent, with how well that goes with it, and what else was weighed. */
export interface ReadLabel {
  phrase: string;
  score: number;
  rivals: { phrase: string; score: number }[];
}

const phrase = z.string().trim().min(1).max(400);
const index = z.union([
  z.int().nonnegative(),
  z.string().regex(/^\d+$/, 'is not an index').transform(Number),
]);

/** A line of an export of Neuronpedia; its layer is written as `12-res-jb`. */
const neuronpedia = z.object({ layer: z.string(), index, description: phrase });

/** An element of the paper's list. */
const listed = z.tuple([
  z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
  z.object({
    chosen_label: phrase,
    all_labels: z.array(z.string().max(400)).default([]),
    all_label_scores: z.array(z.number().nullable()).default([]),
  }),
]);

interface LabelLine {
  /** Layer as the export counts it: the number of a block. */
  block: number;
  latent: number;
  label: ReadLabel;
}

function labelOf(value: unknown): LabelLine {
  if (Array.isArray(value)) {
    const [[block, latent], { chosen_label, all_labels, all_label_scores }] = listed.parse(value);
    const weighed = all_labels.map((label, i) => ({ phrase: label.trim(), score: all_label_scores[i] ?? 0 }));
    return {
      ...{ block, latent },
      label: {
        phrase: chosen_label,
        score: weighed.find((label) => label.phrase === chosen_label)?.score ?? 0,
        rivals: weighed.filter((label) => label.phrase !== chosen_label && label.phrase !== ''),
      },
    };
  }
  const { layer, index: latent, description } = neuronpedia.parse(value);
  const block = /^(\d+)(-|$)/.exec(layer)?.[1];
  if (block === undefined) throw new Error(`layer: "${layer}" does not begin with a number`);
  return { block: Number(block), latent, label: { phrase: description, score: 0, rivals: [] } };
}

/**
 * The labels of a file, by latent: an export of Neuronpedia (JSON Lines), or the paper's list. Lines of other layers are passed
 * over; of several about one latent the first counts.
 *
 * @param layers numbers by which the layer of the dictionary is called
 */
export async function readLabels(
  file: string,
  { layers, latents }: { layers: readonly number[]; latents: number },
): Promise<{ labels: Map<number, ReadLabel>; others: number; bad: BadLines }> {
  const labels = new Map<number, ReadLabel>();
  const bad = new BadLines(file);
  let others = 0;
  const isRow = (value: unknown) => listed.safeParse(value).success;
  for await (const { at, value, fault } of valuesOf(file, isRow)) {
    try {
      if (fault) throw new Error(fault);
      const { block, latent, label } = labelOf(value);
      if (!layers.includes(block)) others++;
      else if (latent >= latents) throw new Error(`there is no latent ${latent}; there are ${latents}`);
      else if (!labels.has(latent)) labels.set(latent, label);
    } catch (error) {
      bad.add(at, error instanceof z.ZodError ? firstIssue(error) : (error as Error).message);
    }
  }
  return { labels, others, bad };
}

const firstIssue = ({ issues: [first] }: z.ZodError): string =>
  [...(first?.path ?? []), first?.message].join(': ');
