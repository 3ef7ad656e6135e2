import { asSentence, OFFENSIVE, UNPLEASANT } from '@/lib/corpus/prose';
import type { Synset } from '@/lib/corpus/derive/wordnet';

/** A part of speech, by WordNet's name of its file. */
export type PartOfSpeech = 'noun' | 'verb' | 'adj' | 'adv';

/**
 * Usage examples and definitions of WordNet as sentences. A definition is joined to its word as its part of speech asks:
 * "To murmur means to speak softly.", "Tuscany is a region in central Italy.", "Roomy means having ample space."
 */
export function glossSentences(synsets: readonly Synset[], part: PartOfSpeech): string[] {
  return synsets.flatMap(({ lemmas, definition, examples }) => {
    const lemma = lemmas[0] ?? '';
    if (OFFENSIVE.test(definition) || UNPLEASANT.test(`${lemmas.join(' ')} ${definition}`)) return [];
    return [...examples.filter((e) => !UNPLEASANT.test(e)), ...defined(lemma, definition, part)].map(
      asSentence,
    );
  });
}

function defined(lemma: string, definition: string, part: PartOfSpeech): string[] {
  // What stands after a semicolon adds to the definition; what stands before it in brackets is a label of the word.
  const core = (definition.split(';')[0] ?? '').replace(/^\([^)]*\) */, '').trim();
  if (!/^[a-z][A-Za-z ,'-]+$/.test(core) || !/^[A-Za-z' -]+$/.test(lemma)) return [];
  // A named thing is told by its kind; a definition of another form ("capital of Peru") would lack its article.
  if (/^[A-Z]/.test(lemma))
    return part === 'noun' && /^(?:an?|the) /.test(core) ? [`${lemma} is ${core}`] : [];
  return [part === 'verb' ? `to ${lemma} means to ${core}` : `${lemma} means ${core}`];
}
