import { Term } from '@/components/glossary/term';
import { Wording } from '@/components/ui/wording';

/** What patching asks, at more length than its heading. */
export const PatchLead = () => (
  <Wording
    plain={
      <>
        A model reads a text. At one <Term of="token" /> and <Term of="layer" />, the <Term of="vector" /> it
        has there is swapped for that of <Term of="source">another text</Term>, and it goes on.{' '}
        <Term of="explainer">Explainers</Term> say what comes out, and the table shows whether they are right.
      </>
    }
    research={
      <>
        <Term of="patching" />: h(l, t) of x is replaced by the aligned h(l, t′) of the{' '}
        <Term of="source">source x′</Term>, layer by layer over a block of one to three{' '}
        <Term of="layer">layers</Term>. <Term of="explainer">Explainers</Term> get their mean as a{' '}
        <Term of="continuous-token" /> and claim the <Term of="greedy">argmax</Term> after the patch.
      </>
    }
  />
);
