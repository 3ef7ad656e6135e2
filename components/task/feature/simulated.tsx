'use client';

import { useId, useState } from 'react';
import { correlation, count } from '@/components/format/number';
import { Term } from '@/components/glossary/term';
import type { FeatureDetail } from '@/lib/measure/features/record';
import { conceptsIn, holdsOn, readPhrase, type FeatureText } from '@/lib/task/feature/phrase';
import { simulate, textsOf, type Simulated } from '@/lib/task/feature/simulator';
import { largestOf } from './firing';
import { FiringStrips, type Band } from './firing-strips';
import { useSays } from './use-says';
import { LABEL, OWN, type Voice } from './voices';

/** Texts that stand there before a reader asks for more, and concepts that are offered to one who writes. */
const FIRST = 3;
const OFFERED = 60;
const LONGEST = 400;

/** What a phrase predicts of each token, above what was measured: the label's, anyone's who explains, and a reader's own. */
export function SimulatedSection({
  detail,
  voices,
  labelScore,
}: {
  detail: FeatureDetail;
  voices: readonly Voice[];
  /** Correlation of the label over all tokens that were read. */
  labelScore: number | null;
}) {
  const says = useSays(voices);
  const [all, setAll] = useState(false);
  const texts = textsOf(detail);
  const { voice } = says;
  const phrase = voice.phrase ?? '';
  const score = simulate(phrase, texts);
  const shown = all ? texts : texts.slice(0, FIRST);
  return (
    <section className="section simulated">
      <header>
        <h2>Simulated over true</h2>
        <span className="caption">what a phrase predicts, above what was measured</span>
      </header>
      <Chooser {...says} detail={detail} />
      <p className="simulated-line" role="status">
        <Verdict score={score} phrase={phrase} texts={texts.length} />
        {voice.id === LABEL && labelScore !== null ? (
          <span className="caption"> Over all tokens that were read: {correlation(labelScore)}.</span>
        ) : null}
      </p>
      {score.kind === 'scored' ? (
        <>
          <FiringStrips
            bands={shown.map((text) => pairOf(phrase, text))}
            max={largestOf(detail)}
            label="what the phrase predicts and what was measured, token by token"
          />
          {texts.length > FIRST && !all ? (
            <button type="button" className="as-link small" onClick={() => setAll(true)}>
              {texts.length - FIRST} more texts
            </button>
          ) : null}
        </>
      ) : null}
    </section>
  );
}

/** A text twice: as the phrase predicts it, and as it was measured. */
function pairOf(phrase: string, text: FeatureText): Band {
  const read = readPhrase(phrase);
  const held = (read && holdsOn(read, text)) ?? [];
  return {
    name: null,
    strips: [
      { tokens: text.tokens, activations: held.map(Number), at: null, name: 'simulated', max: 1 },
      { ...text, name: 'true' },
    ],
  };
}

/** Whose phrase it is, and the phrase, which a reader may write. */
function Chooser({
  all,
  voice,
  choose,
  write,
  detail,
}: ReturnType<typeof useSays> & { detail: FeatureDetail }) {
  const offered = useId();
  return (
    <div className="whose">
      <label>
        <span className="visually-hidden">whose phrase</span>
        <select className="field" value={voice.id} onChange={(event) => choose(event.target.value)}>
          {all.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {voice.id === OWN ? (
        <label>
          <span className="visually-hidden">your phrase</span>
          <input
            className="field"
            list={offered}
            maxLength={LONGEST}
            spellCheck={false}
            placeholder="a city and in a fact"
            value={voice.phrase ?? ''}
            onChange={(event) => write(event.target.value)}
          />
          <datalist id={offered}>
            {conceptsIn(textsOf(detail))
              .slice(0, OFFERED)
              .map((name) => (
                <option key={name} value={name} />
              ))}
          </datalist>
        </label>
      ) : (
        <span className="phrase">{voice.phrase ?? 'nothing about where it fires'}</span>
      )}
    </div>
  );
}

/** How well the phrase predicts, or why nothing tells. */
function Verdict({ score, phrase, texts }: { score: Simulated; phrase: string; texts: number }) {
  if (score.kind === 'unknown')
    return phrase.trim() === '' ? (
      <span className="caption">
        Concepts joined by <i>and</i>, <i>or</i> and <i>but not</i>, such as <q>“Rome” or after “the”</q>.
      </span>
    ) : (
      <span className="caption">
        <b>Not checkable.</b>{' '}
        {score.why === 'no-phrase'
          ? 'It is not made of the concepts that labels are made of, so that nothing tells of which tokens it holds.'
          : 'The texts on record do not say where it holds.'}
      </span>
    );
  const { correlation: value, held, tokens } = score;
  return (
    <>
      <b>{correlation(value)}</b> <Term of="correlation">correlation</Term>{' '}
      <span className="caption">
        on {count(tokens)} tokens of {texts} texts, {held === 0 ? 'none' : count(held)} of which it holds of.
      </span>
    </>
  );
}
