'use client';

import { SPLIT_NAMES } from '@/components/format/words';
import { PredictLayout } from '@/components/predict/predict-layout';
import type { PredictProps } from '@/components/task/view';
import { outputWord } from '@/components/tokens/token-text';
import { ablate, SPAN_NAMES, spanText } from '@/lib/task/ablate';
import type { AblateBody } from '@/lib/task/ablate/body';
import { captionOf, NAME, tokenCount } from './words';

/** An ablation question before its answer: the text with what is taken away, and what the model says of all of it. */
export function AblatePredict(props: PredictProps<AblateBody>) {
  const { body, own, split } = props.question;
  const { tokens, span, spanKind } = body;
  const part = (from: number, to?: number) => tokens.slice(from, to).join('');
  return (
    <PredictLayout
      {...props}
      task={ablate}
      name={NAME}
      caption={`${captionOf(body)}, ${SPLIT_NAMES[split]}, ${tokenCount(tokens.length)}`}
      heading={`Without ${SPAN_NAMES[spanKind]}`}
      place={`${tokenCount(span.to - span.from)} taken away`}
      ask={
        <>
          The model reads the text again without <span className="removed-text">{spanText(body)}</span>. What
          will it answer?
        </>
      }
    >
      <section className="section">
        <header>
          <h2>The text</h2>
          <span className="caption">what is struck out is taken away; the answer is to the whole text</span>
        </header>
        <p className="strip">
          {part(0, span.from).trimStart()}
          <del>{part(span.from, span.to)}</del>
          {part(span.to)} <span className="visually-hidden">continues to</span>
          <span className="continuation">{outputWord(own)}</span>
        </p>
      </section>
    </PredictLayout>
  );
}
