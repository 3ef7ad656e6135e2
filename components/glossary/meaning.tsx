import { Wording } from '@/components/ui/wording';
import { TERMS } from './terms';
import type { TermId } from './words';

/** A term and what it means, in plain words and exactly. */
export function Meaning({ of }: { of: TermId }) {
  const { name, plain, research } = TERMS[of];
  return (
    <>
      <b>{name}</b> <Wording plain={plain} research={research} />
    </>
  );
}
