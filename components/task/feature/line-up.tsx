'use client';

import Link from 'next/link';
import { correlation } from '@/components/format/number';
import { Term } from '@/components/glossary/term';
import { classNames } from '@/components/ui/class-names';
import { Bars } from '@/components/ui/state';
import { itemPath } from '@/lib/api/paths';
import { featureCode } from '@/lib/measure/features/record';
import { feature } from '@/lib/task/feature';
import { largestOf } from './firing';
import { MiniStrip } from './mini-strip';
import { type Card, pickFrom, placeWords, type useLineUp } from './use-line-up';
import { OWN, type Voice } from './voices';

/** Texts that a card has room for. */
const TEXTS = 3;

/** Whether a phrase tells a feature from others of its site: how well it goes with each of five. */
export function LineUpSection({
  lineUp,
  id,
  target,
  voice,
  onPlay,
}: {
  lineUp: ReturnType<typeof useLineUp>;
  /** The question. */
  id: string;
  target: string;
  /** Whose phrase is held against them. */
  voice: Voice;
  onPlay: () => void;
}) {
  const { data: cards } = lineUp;
  const picked = cards ? pickFrom(cards, id, voice.phrase) : null;
  const whose = voice.id === OWN ? 'Your own phrase' : `The phrase of ${voice.name}`;
  return (
    <section className="section line-up">
      <header>
        <h2>Picked out of a line-up</h2>
        <span className="caption">
          it and four others of its site: <Term of="line-up">chance</Term> is 1 in 5
        </span>
        <button type="button" className="button" onClick={onPlay}>
          Pick it yourself first
        </button>
      </header>
      <LineUpState lineUp={lineUp} />
      {cards && cards.length > 1 ? (
        <>
          <p className="simulated-line">
            {picked ? (
              <>
                {whose}, <span className="phrase">{voice.phrase}</span>, puts it in{' '}
                <b>{placeWords(picked)}</b>.
              </>
            ) : (
              <>
                {whose} is <b>not checkable</b>: it picks none.
              </>
            )}
          </p>
          <ul className="cards">
            {cards.map((card, i) => (
              <li key={card.id} className={classNames(card.id === id && 'meant')}>
                <p className="card-head">
                  {card.id === id ? (
                    <b>this feature</b>
                  ) : (
                    <Link className="mono" href={itemPath(feature, target, card.id)} prefetch={false}>
                      {featureCode(card.body)}
                    </Link>
                  )}
                  {picked ? <span className="number">{correlation(picked.fits[i]!)}</span> : null}
                </p>
                <CardTexts card={card} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

/** What there is in place of cards. */
export function LineUpState({ lineUp: { data, isPending, isError, error, refetch } }: Pick<Props, 'lineUp'>) {
  if (isError)
    return (
      <p className="caption" role="alert">
        The other features did not load. {error.message}{' '}
        <button type="button" className="as-link" onClick={() => void refetch()}>
          Try again
        </button>
      </p>
    );
  if (isPending) return <Bars rows={3} />;
  return data && data.length < 2 ? (
    <p className="caption">No other feature of its site is on record.</p>
  ) : null;
}

type Props = Parameters<typeof LineUpSection>[0];

/** Some of the texts on which a feature fires most. */
export function CardTexts({ card: { detail } }: { card: Card }) {
  const max = largestOf(detail);
  return (
    <>
      {detail.top.slice(0, TEXTS).map((text, i) => (
        <MiniStrip key={i} text={text} max={max} />
      ))}
    </>
  );
}
