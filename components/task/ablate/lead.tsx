import { Term } from '@/components/glossary/term';
import { Wording } from '@/components/ui/wording';

/** What ablation asks, at more length than its heading. */
export const AblateLead = () => (
  <Wording
    plain={
      <>
        A model answers a question with options, often after a <Term of="hint" />. Then a part of the text is{' '}
        <Term of="ablation">taken away</Term>, as if it had never been written: does the answer change?{' '}
        <Term of="explainer">Explainers</Term> say so beforehand, and the table shows whether they are right.
      </>
    }
    research={
      <>
        <Term of="ablation" />: a span (<Term of="hint" />, options, subject or relation) is deleted from x,
        and the <Term of="greedy">argmax</Term> compared. <Term of="explainer">Explainers</Term> read text and
        span alone; changed and unchanged are even within span, hint, <Term of="exposure">exposure</Term> and
        relation.
      </>
    }
  />
);
