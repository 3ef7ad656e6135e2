import type { Tokenizer } from '@/lib/model/tokenizer';
import type { AnyTask, Brief, Given, Slot } from '@/lib/task/task';
import type { PlacedVector } from '@/lib/train/batch';
import { rotate } from './rotation';
import type { PromptStyle } from './sidecar';

/** A question as an explainer is asked it. */
export interface Asked {
  body: unknown;
  given: Given;
}

/** A prompt with its vectors as they are measured, before any projection. */
export interface AskedPrompt {
  ids: number[];
  vectors: PlacedVector[];
}

/** The brief form of a task, where an explainer of this style speaks in it. */
export function briefOf(task: AnyTask, { says }: PromptStyle): Brief<unknown, unknown> | null {
  if (says !== 'brief') return null;
  if (!task.brief) throw new Error(`there is no brief form of the task ${task.id}`);
  return task.brief;
}

/**
 * Puts a question into words: the wording's text around what the task fills in, words in the explainer's tokens, texts in the
 * tokens that the target itself reads, and the vector as a continuous token between its begin and end tokens.
 *
 * @param wording index into the style's wordings
 * @throws Error when the explainer has no such wording, or the wording names a place that the task does not fill
 */
export function promptFor(
  task: AnyTask,
  tokenizer: Tokenizer,
  style: PromptStyle,
  { body, given }: Asked,
  bosId: number | null,
  wording = 0,
): AskedPrompt {
  const template = style.wordings[wording];
  if (template === undefined) throw new Error(`the explainer has no prompt wording ${wording}`);
  const slots = task.slots(body, given);
  const ids: number[] = bosId === null ? [] : [bosId];
  const vectors: PlacedVector[] = [];
  const filled = new Set<string>();
  for (const part of template.split(/(\{\w+\})/)) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) {
      if (part.trim() !== '') ids.push(...tokenizer.encode(part.trim()));
      continue;
    }
    const slot: Slot | undefined = slots[name];
    if (!slot)
      throw new Error(`prompt wording ${wording} has a place {${name}}, which the task does not fill`);
    filled.add(name);
    if ('text' in slot) ids.push(...tokenizer.encode(slot.text));
    else if ('ids' in slot) ids.push(...slot.ids);
    else {
      const { begin, vector, end } = style.injection;
      ids.push(tokenizer.idOf(begin));
      vectors.push({ position: ids.length, vector: shown(slot.vector, style), layers: slot.layers });
      ids.push(tokenizer.idOf(vector), tokenizer.idOf(end));
    }
  }
  // A question without its vector would be the no-vector control in disguise.
  for (const [name, slot] of Object.entries(slots))
    if ('vector' in slot && !filled.has(name))
      throw new Error(`prompt wording ${wording} has no place for the vector`);
  return { ids, vectors };
}

/** The vector as this explainer sees it. */
function shown(vector: Float32Array, { sees }: PromptStyle): Float32Array {
  switch (sees) {
    case 'vector':
    // It was exchanged before it came here: by whoever knows the other questions.
    case 'another-vector':
      return vector;
    case 'no-vector':
      return new Float32Array(vector.length);
    case 'rotated-vector':
      return rotate(vector);
    case 'text':
    case 'original-output':
    case 'training-answers':
      throw new Error(`an explainer that sees the ${sees} cannot be asked by a prompt yet`);
  }
}
