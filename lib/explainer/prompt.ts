import type { GenerationPrompt } from '@/lib/engine/engine';
import type { Tokenizer } from '@/lib/model/tokenizer';
import { layerName } from '@/lib/question/prompts';
import type { ExplainerSidecar } from './types';

/** A patch question as an explainer is asked it. */
export interface PatchPromptInput {
  layers: readonly number[];
  /** Ids of the text, without special tokens. */
  textIds: readonly number[];
  position: number;
  /** The patched-in vector, `[d_model of the target]`. */
  vector: Float32Array;
}

/** What of the sidecar decides how a question is put. */
export type PromptStyle = Pick<ExplainerSidecar, 'prompts' | 'injection' | 'vector'>;

/**
 * Puts a question into words: the wording's text around the tokens that the target itself reads, and the vector as a
 * continuous token between its begin and end tokens.
 *
 * @param wording index into the sidecar's prompts
 */
export function patchPrompt(
  tokenizer: Tokenizer,
  style: PromptStyle,
  input: PatchPromptInput,
  bosId: number | null,
  wording = 0,
): GenerationPrompt {
  const template = style.prompts[wording];
  if (template === undefined) throw new Error(`the explainer has no prompt wording ${wording}`);
  const token = input.textIds[input.position];
  if (token === undefined)
    throw new Error(`position ${input.position} is outside a text of ${input.textIds.length} tokens`);
  const ids: number[] = bosId === null ? [] : [bosId];
  let vectorPosition = -1;
  for (const part of template.split(/(\{(?:v|layer|token|text)\})/)) {
    if (part === '{v}') {
      const { begin, vector, end } = style.injection;
      ids.push(tokenizer.idOf(begin));
      vectorPosition = ids.length;
      ids.push(tokenizer.idOf(vector), tokenizer.idOf(end));
    } else if (part === '{layer}') ids.push(...tokenizer.encode(layerName(input.layers)));
    else if (part === '{token}') ids.push(token);
    else if (part === '{text}') ids.push(...input.textIds);
    else if (part.trim() !== '') ids.push(...tokenizer.encode(part.trim()));
  }
  if (vectorPosition < 0) throw new Error(`prompt wording ${wording} has no place for the vector`);
  const vector = style.vector === 'zero' ? new Float32Array(input.vector.length) : input.vector;
  return { ids, vectors: [{ position: vectorPosition, vector }] };
}
