'use client';

import { useState } from 'react';
import type { EmbedProps } from '@/components/task/view';
import { outputWord } from '@/components/tokens/token-text';
import type { AblateBody, AblateTruth, Attribution } from '@/lib/task/ablate/body';
import { Legend, Readout } from './attribution-section';
import { largestSize } from './attribution';
import { TokenStrip } from './token-strip';
import { useSpan } from './use-span';
import { UNIT_NAMES } from './words';

const IDLE = () => undefined;

/** The text of a recorded ablation with what each part is worth to the answer; nothing more is taken away here. */
export function AblateEmbed({ item: { body, detail } }: EmbedProps<AblateBody, AblateTruth, Attribution>) {
  const { chosen, choose, by: wanted } = useSpan(detail.tokens.length, body.span);
  const [pointed, setPointed] = useState<number | null>(null);
  const by = detail.removals[wanted].length > 0 ? wanted : 'tokens';
  const removals = detail.removals[by];
  const max = largestSize(removals);
  const answer = detail.original.output;
  const unit = pointed === null ? undefined : removals[pointed];
  return (
    <section className="section attributions">
      <header>
        <h2>Which {UNIT_NAMES[by].many} held the answer up</h2>
        <span className="caption">
          leave one out: drop in log-probability of <span className="mono">{outputWord(answer)}</span>, nats
        </span>
        <Legend answer={outputWord(answer)} max={max} />
      </header>
      <TokenStrip
        tokens={detail.tokens}
        lines={new Set(detail.removals.sentences.map(({ span }) => span.from))}
        removals={removals}
        max={max}
        answer={answer}
        chosen={chosen}
        onChoose={choose}
        onPoint={setPointed}
        onRemove={IDLE}
      />
      <p className="caption readout">
        {unit ? (
          <Readout unit={unit} {...detail} />
        ) : (
          <>Struck through is what the question takes away. Point at a {UNIT_NAMES[by].one} for its worth.</>
        )}
      </p>
    </section>
  );
}
