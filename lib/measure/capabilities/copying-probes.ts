import { DIFFERENT, SAME } from '@/lib/corpus/comparison';
import { COMPARISONS, drawComparison } from '@/lib/corpus/mixture/comparison';
import {
  bindingPiece,
  inductionPiece,
  LETTERS,
  matchingPiece,
  lookupPiece,
} from '@/lib/corpus/mixture/copying';
import type { Piece } from '@/lib/corpus/mixture/row';
import { Random } from '@/lib/random';
import type { Probe, Trial } from './probe';
import type { ProbeWorld } from './world';

const COPYING = {
  induction: {
    label: 'next word of a list of three to eighteen words that comes again',
    draw: inductionPiece,
    floor: 0.9,
  },
  'key-value': { label: 'value of a key given before, among two to five', draw: lookupPiece, floor: 0.9 },
  binding: { label: 'fact about an unknown name, stated before', draw: bindingPiece, floor: undefined },
  matching: { label: 'letter of an option, or option of a letter', draw: matchingPiece, floor: 0.9 },
} as const;

/** Whether what stands in the text can be found again. */
export function copyingProbes({ material, trials }: ProbeWorld): Probe[] {
  const { vocabulary, knowledge, bosId } = material;
  const kinds = Object.entries(COPYING).filter(
    ([id]) => id !== 'matching' || LETTERS.every((letter) => knowledge.isToken(letter)),
  );
  return kinds.map(([id, { label, draw, floor }]): Probe => {
    const random = Random.stream(1, 'copying', id);
    return {
      id: `copying/${id}`,
      group: 'copying',
      label,
      floor,
      trials: Array.from({ length: trials }, () => lastLearned(draw(vocabulary, knowledge, random), bosId)),
    };
  });
}

/** The last token of a piece that is to be predicted, with all before it. */
function lastLearned({ ids, weights }: Piece, bosId: number): Trial {
  const at = weights.lastIndexOf(1);
  return { ids: [bosId, ...ids.slice(0, at)], answer: ids[at]! };
}

const COMPARED = {
  words: 'two words',
  facts: 'the answers of two facts in the text',
  recall: 'a word and what the model recalls of a quoted text',
} as const;

/** Whether two things are told apart; half of them are the same. */
export function comparisonProbes({ material, trials }: ProbeWorld): Probe[] {
  const { vocabulary, knowledge, bosId } = material;
  if (![SAME, DIFFERENT].every((word) => knowledge.isToken(word))) return [];
  return COMPARISONS.map((kind): Probe => {
    const random = Random.stream(1, 'comparison', kind);
    const drawn: Trial[] = [];
    for (let tries = 0; drawn.length < trials && tries < 4 * trials; tries++) {
      const same = drawn.length % 2 === 0;
      const piece = drawComparison(kind, same, vocabulary, knowledge, random);
      if (piece)
        drawn.push({
          ids: [bosId, ...piece.ids],
          answer: knowledge.token(same ? SAME : DIFFERENT)[0]!,
          part: same ? 'same' : 'different',
        });
    }
    return {
      id: `comparison/${kind}`,
      group: 'comparison',
      label: `same or different: ${COMPARED[kind]}`,
      chance: 0.5,
      floor: 0.9,
      trials: drawn,
    };
  });
}
