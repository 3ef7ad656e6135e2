'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { KEPT } from '@/components/query/kept';
import { withQueries } from '@/components/query/with-queries';
import { StateBlock } from '@/components/ui/state';
import { checkModel } from './engine-host';
import { modelQuery } from './models';
import type { LiveModel } from './setup';

/**
 * Whether this computer's GPU computes what WASM does, on a golden prompt. Drivers differ, and a wrong one would show
 * as a wrong result; so the check runs by itself, once a visit, when nothing else does.
 */
export const ParityNote = withQueries(function ParityNote({ target }: { target: LiveModel }) {
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['parity', target.contentHash],
    queryFn: async () => checkModel(await client.fetchQuery(modelQuery(target)), target),
    ...KEPT,
  });
  if (error) return <p className="caption">webgpu could not be checked against wasm: {error.message}</p>;
  if (!data) return <p className="caption">checking webgpu against wasm …</p>;
  const differs = Number.isNaN(data.difference)
    ? 'the logits are not comparable, some are NaN'
    : `the logits differ by at most ${data.difference.toExponential(0)}`;
  if (data.ok)
    return (
      <p className="caption" data-parity="ok">
        checked: webgpu predicts the same next tokens as wasm; {differs}
      </p>
    );
  const elsewhere = new URL(location.href);
  elsewhere.searchParams.set('provider', 'wasm');
  return (
    <StateBlock
      caution
      title="This GPU gives other results"
      action={
        <a className="button" href={elsewhere.href}>
          Measure on wasm
        </a>
      }
    >
      <p data-parity="failed">
        On a test prompt, webgpu and wasm disagree: {differs}. Live values of this visit may be wrong.
      </p>
    </StateBlock>
  );
});
