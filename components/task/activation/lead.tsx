import { Term } from '@/components/glossary/term';
import { Wording } from '@/components/ui/wording';

/** What is asked about activations, at more length than the heading. */
export const ActivationLead = () => (
  <Wording
    plain={
      <>
        One <Term of="vector" /> is taken out of the model while it reads a text, and shown to{' '}
        <Term of="explainer">explainers</Term> without the text: which word is the model about to say, what
        does it hold of its subject, or what differs from another text?
      </>
    }
    research={
      <>
        h(l, t) of the <Term of="residual-stream" />, or the difference of two, as a{' '}
        <Term of="continuous-token" />. Truth is the target’s own <Term of="greedy">argmax</Term>, not the
        fact; a <Term of="logit-lens" /> and a <Term of="linear-probe" /> are scored on the same items.
      </>
    }
  />
);
