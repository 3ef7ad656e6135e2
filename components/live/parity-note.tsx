import { useQuery } from '@tanstack/react-query';
import { StateBlock } from '@/components/ui/state';
import { checkModel } from './backend';
import type { LiveModel } from './setup';

/**
 * Whether this computer's GPU computes what WASM does, on a golden prompt. Drivers differ, and a wrong one would show
 * as a wrong result; so the check runs by itself, once a visit, when nothing else does.
 */
export function ParityNote({ target }: { target: LiveModel }) {
  const { data, error } = useQuery({
    queryKey: ['parity', target.contentHash],
    queryFn: () => checkModel(target),
    staleTime: Infinity,
    retry: false,
  });
  if (error) return <p className="cap">webgpu could not be checked against wasm: {error.message}</p>;
  if (!data) return <p className="cap">checking webgpu against wasm …</p>;
  const difference = Number.isNaN(data.difference)
    ? 'are no numbers'
    : `differ by ${data.difference.toExponential(0)}`;
  if (data.ok)
    return (
      <p className="cap" data-parity="ok">
        checked: webgpu says the same next tokens as wasm; logits {difference} at most
      </p>
    );
  const elsewhere = new URL(location.href);
  elsewhere.searchParams.set('provider', 'wasm');
  return (
    <StateBlock
      caution
      title="This GPU computes something else"
      action={
        <a className="btn" href={elsewhere.href}>
          Measure on wasm
        </a>
      }
    >
      <p data-parity="failed">
        On a golden prompt, logits of webgpu and wasm {difference}. Live values of this visit may be wrong.
      </p>
    </StateBlock>
  );
}
