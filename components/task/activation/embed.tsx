'use client';

import type { EmbedProps } from '@/components/task/view';
import type { ActivationBody, ActivationTruth } from '@/lib/task/activation/body';
import { MeasuredAnswer } from './measured-answer';
import { VectorPicture } from './vector-section';

/** A recorded activation: where its vector stands, and what the model itself says. */
export function ActivationEmbed({
  target,
  item: { body, truth },
}: EmbedProps<ActivationBody, ActivationTruth, null>) {
  return (
    <>
      <VectorPicture body={body} layers={target.layers} />
      <MeasuredAnswer body={body} truth={truth} />
    </>
  );
}
