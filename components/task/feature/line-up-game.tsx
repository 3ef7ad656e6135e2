'use client';

import { useState } from 'react';
import { correlation } from '@/components/format/number';
import { classNames } from '@/components/ui/class-names';
import { featureCode } from '@/lib/measure/features/record';
import { CardTexts, LineUpState } from './line-up';
import { pickFrom, placeWords, type useLineUp } from './use-line-up';
import type { Voice } from './voices';

/** The line-up before its answer: a reader picks the feature that a phrase was said of; then everyone's place is shown. */
export function LineUpGame({
  lineUp,
  id,
  voices,
  voice,
  onLeave,
}: {
  lineUp: ReturnType<typeof useLineUp>;
  /** The question. */
  id: string;
  /** Everyone whose place is shown after the answer. */
  voices: readonly Voice[];
  /** Whose phrase the reader goes by. */
  voice: Voice;
  onLeave: () => void;
}) {
  const { data: cards } = lineUp;
  const [chosen, setChosen] = useState<string | null>(null);
  const picked = chosen !== null && cards ? pickFrom(cards, id, voice.phrase) : null;
  return (
    <section className="section line-up game">
      <header>
        <h2>Which of these fires on</h2>
        <span className="phrase">{voice.phrase}</span>
      </header>
      <p className="caption">
        A phrase that was said of one of five features of the same site. Dark tokens are those that each fires
        on most.
      </p>
      <LineUpState lineUp={lineUp} />
      {cards && cards.length > 1 ? (
        <ul className="cards">
          {cards.map((card, i) => (
            <li key={card.id} className={classNames(chosen !== null && card.id === id && 'meant')}>
              <p className="card-head">
                {chosen === null ? (
                  <button type="button" className="button" onClick={() => setChosen(card.id)}>
                    This one
                  </button>
                ) : (
                  <>
                    <span className="mono">{featureCode(card.body)}</span>
                    {card.id === id ? <b>is meant</b> : card.id === chosen ? <b>your pick</b> : null}
                  </>
                )}
                {picked ? <span className="number">{correlation(picked.fits[i]!)}</span> : null}
              </p>
              <CardTexts card={card} />
            </li>
          ))}
        </ul>
      ) : null}
      {chosen !== null && cards ? (
        <div role="status">
          <p className="simulated-line">
            {chosen === id ? <b>You picked the right one.</b> : <b>You picked another one.</b>} Chance is 1 in{' '}
            {cards.length}.
          </p>
          <table className="table places">
            <thead>
              <tr>
                <th scope="col">who says</th>
                <th scope="col">phrase</th>
                <th scope="col" className="number">
                  puts it in
                </th>
              </tr>
            </thead>
            <tbody>
              {voices.map(({ id: who, name, phrase }) => {
                const place = pickFrom(cards, id, phrase);
                return (
                  <tr key={who}>
                    <th scope="row">{name}</th>
                    <td>{phrase === null ? null : <span className="phrase">{phrase}</span>}</td>
                    <td className="number">{place ? placeWords(place) : 'not checkable'}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      ) : null}
      <p>
        <button type="button" className="button" onClick={onLeave}>
          {chosen === null ? 'Back without picking' : 'To the feature'}
        </button>
      </p>
    </section>
  );
}
