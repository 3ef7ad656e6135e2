'use client';

import { PredictLayout } from '@/components/predict/predict-layout';
import type { PredictProps } from '@/components/task/view';
import { TokenChip } from '@/components/tokens/chip';
import { patch, POSITION_NAMES } from '@/lib/task/patch';
import type { PatchBody } from '@/lib/task/patch/body';
import { TwoTexts } from './aligned-texts';
import { panelTitle } from './cell-panel';
import { HiddenMap } from './hidden-map';
import { captionOf, NAME } from './words';

/** A patch question before its answer: both texts with what the model says of each, and where the vector goes. */
export function PatchPredict(props: PredictProps<PatchBody>) {
  const { body, own, words, split } = props.question;
  const { tokens, sourceTokens, position, sourcePosition, layers, positionType } = body;
  const token = <TokenChip token={tokens[position] ?? ''} />;
  return (
    <PredictLayout
      {...props}
      task={patch}
      name={NAME}
      caption={captionOf(body, split)}
      heading={
        <>
          {panelTitle(layers)} at {token}
        </>
      }
      place={POSITION_NAMES[positionType]}
      ask={
        <>
          The vector at {token} is replaced with the one from{' '}
          <TokenChip token={sourceTokens[sourcePosition] ?? ''} />. What will the model say next?
        </>
      }
    >
      <section className="section" aria-label="The two texts">
        <TwoTexts
          // The source has no word to choose where it says the same as the text.
          source={{ tokens: sourceTokens, chosen: sourcePosition, continuation: words[0] ?? own }}
          text={{ tokens, chosen: position, continuation: own }}
        />
      </section>
      <section className="section maps">
        <header>
          <h2>Measured effect</h2>
          <span className="caption">appears after your guess</span>
        </header>
        <HiddenMap body={body} lastLayer={props.target.layers} />
      </section>
    </PredictLayout>
  );
}
