import { rollup } from 'd3-array';
import { relationIn } from '@/lib/corpus/wordings';
import { fitProbe } from '@/lib/measure/ridge';
import type { Posed, Rule } from '../task';
import type { PatchBody, PatchTruth } from './body';
import { heldAgainstRecall } from './recall';
import { patchCell } from './strata';
import { PATCH_RULE_WORDS } from './rule-words';

type Item = Posed<PatchBody, PatchTruth>;

/**
 * The hardest rival of an explainer where the relation's token is patched: a linear probe reads off the vector which relation
 * it holds, and what the target itself says of the text's subject under that relation is the answer. Everything but the
 * relation is given to it: that tokens stand for relations, which of them is patched, the subject, and the target's knowledge.
 */
export const composer: Rule<PatchBody, PatchTruth> = {
  id: 'composer',
  ...PATCH_RULE_WORDS['composer'],
  sees: 'vector',
  learns: true,
  make(training) {
    const readable = training.filter((item) => item.body.positionType === 'relation' && sourceRelation(item));
    const probes = rollup(
      readable,
      (items) =>
        fitProbe(
          items.map(({ given }) => given!.vector!),
          items.map((item) => sourceRelation(item)!),
        ),
      ({ body }) => patchCell(body),
    );
    return {
      say(item) {
        const { body, truth, given, recall } = item;
        const probe = body.positionType === 'relation' ? probes.get(patchCell(body)) : undefined;
        const relation = given?.vector ? probe?.classify(given.vector) : undefined;
        const word = relation === undefined ? null : recall?.(relation, body.subject);
        return heldAgainstRecall(item, word ?? truth.original.output);
      },
    };
  },
};

const sourceRelation = ({ body: { source, sourceSubject } }: Item) => relationIn(source, sourceSubject);
