import { PAPER } from '@/components/compare/published-numbers';
import { Term } from '@/components/glossary/term';
import { LevelToggle } from '@/components/shell/level-toggle';
import type { Level } from '@/components/shell/level';
import { PointedLink } from '@/components/ui/pointed-link';
import { Wording } from '@/components/ui/wording';

/** What this is, in three sentences: what is asked, who answers, how it is checked. */
export function Hero({
  level,
  tour,
  own,
}: {
  level: Level;
  tour: string | null;
  /** The page where a reader measures a text of their own; null where no task has one. */
  own: string | null;
}) {
  return (
    <section className="hero">
      <h1>
        <span>Language models can be trained to explain their own computations.</span>{' '}
        <span>Mirrorscope puts each explanation next to what really happens when it is measured.</span>
      </h1>
      <dl className="sentences">
        <div>
          <dt>What is asked</dt>
          <dd>
            <Wording plain={ASKED.plain} research={ASKED.research} />
          </dd>
        </div>
        <div>
          <dt>Who answers</dt>
          <dd>
            <Wording plain={ANSWERS.plain} research={ANSWERS.research} />
          </dd>
        </div>
        <div>
          <dt>How it is checked</dt>
          <dd>
            <Wording plain={CHECKED.plain} research={CHECKED.research} />
          </dd>
        </div>
      </dl>
      <div className="ways">
        {tour ? (
          <PointedLink className="button primary" href={tour}>
            Take the tour
          </PointedLink>
        ) : null}
        {own ? (
          <PointedLink className="button" href={own}>
            Try your own text
          </PointedLink>
        ) : null}
        <LevelToggle initial={level} />
        <p className="caption">
          After <a href={PAPER.href}>Training Language Models to Explain Their Own Computations</a> (
          {PAPER.name}), on models small enough to run in your browser.
        </p>
      </div>
    </section>
  );
}

const ASKED = {
  plain: (
    <>
      What happens inside a small language model: which word comes next when one <Term of="vector" /> in one
      of its <Term of="layer">layers</Term> is swapped or a part of its text is taken away, and what such a
      vector stands for.
    </>
  ),
  research: (
    <>
      The argmax of a <Term of="target" /> M under <Term of="patching" /> and under <Term of="ablation" />,
      what a <Term of="feature" /> fires on and what it promotes, and what a <Term of="vector" /> h(l, t) of
      one <Term of="layer" /> holds.
    </>
  ),
};

const ANSWERS = {
  plain: (
    <>
      Other models, the <Term of="explainer">explainers</Term>, trained to answer in words: <Term of="self" />{' '}
      began as a copy of the very model, <Term of="other" /> as another one, and both learned from the same
      questions.
    </>
  ),
  research: (
    <>
      <Term of="explainer">Explainers</Term> E fine-tuned from M (<Term of="self" />) or from a model of
      another seed (<Term of="other" />
      ), with v as a <Term of="continuous-token" />: the same questions, order and steps.
    </>
  ),
};

const CHECKED = {
  plain: (
    <>
      Each answer is held against what is <Term of="measured" /> when it is really done, on questions{' '}
      <Term of="held-out" /> from training, and stands beside <Term of="control">controls</Term>, such as self
      without the vector.
    </>
  ),
  research: (
    <>
      <Term of="exact-match">Exact match</Term> and <Term of="has-changed" /> on <Term of="held-out" /> items
      against M’s own run; <Term of="paired-difference">paired bootstrap</Term>, 95%; beside{' '}
      <Term of="control">controls</Term>: <Term of="no-vector" />, <Term of="text-oracle" />,{' '}
      <Term of="logit-lens" />, <Term of="linear-probe" />.
    </>
  ),
};
