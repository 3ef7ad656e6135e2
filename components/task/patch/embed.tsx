'use client';

import { layerName, nats } from '@/components/format/number';
import { visibleToken } from '@/components/tokens/token-text';
import type { EmbedProps } from '@/components/task/view';
import type { PatchBody, PatchTruth, Sweep } from '@/lib/task/patch/body';
import { AlignedTexts } from './aligned-texts';
import { isQuestion, isUnaligned, largestEffect, layersOf, questionBlock, truthAt } from './cells';
import { EffectLegend, EffectMap } from './effect-map';
import { useCell } from './use-cell';
import { measuredWords } from './words';

/** The map of a recorded question, whose cells tell what was measured. */
export function PatchEmbed({
  item: { body, truth, detail: sweep },
}: EmbedProps<PatchBody, PatchTruth, Sweep>) {
  const { block, select } = useCell(sweep, body, questionBlock(body));
  const own = isQuestion(body, block);
  const measured = own ? truth : truthAt(sweep, block);
  return (
    <>
      <section className={isUnaligned(sweep) ? 'section' : 'section narrow'} aria-label="The two texts">
        <AlignedTexts sweep={sweep} position={block.position} />
      </section>
      <section className="section maps">
        <header>
          <h2>Measured effect</h2>
          <span className="caption">
            drop in log-probability of <span className="mono">{visibleToken(sweep.original.output)}</span>;
            the new word where it changes
          </span>
          <EffectLegend max={largestEffect(sweep)} />
        </header>
        <EffectMap sweep={sweep} selected={block} onSelect={select} marked={questionBlock(body)} />
        <p className="caption readout" role="status">
          {layerName(layersOf(block))} at{' '}
          <span className="mono">{visibleToken(sweep.tokens[block.position] ?? '')}</span>:{' '}
          {measured
            ? [
                measuredWords(measured),
                ...(measured.effect === null ? [] : [`effect ${nats(measured.effect)} nats`]),
              ].join(', ')
            : sweep.alignment[block.position] === null
              ? 'not measured, the source has no counterpart'
              : 'not measured'}
        </p>
      </section>
    </>
  );
}
