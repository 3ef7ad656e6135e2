import { Term } from '@/components/glossary/term';
import { Wording } from '@/components/ui/wording';

/** What is asked about features, at more length than the heading. */
export const FeatureLead = () => (
  <Wording
    plain={
      <>
        A <Term of="autoencoder" /> finds directions that the <Term of="vector">vectors</Term> of a model are
        made of. About such a <Term of="feature" /> two things are asked: what makes it fire, and what it
        makes the model say. <Term of="explainer">Explainers</Term> see the direction alone.
      </>
    }
    research={
      <>
        Decoder directions of top-k <Term of="autoencoder">autoencoders</Term> at every <Term of="site" />,
        asked for their <Term of="input-label" /> and their <Term of="output-label" />;{' '}
        <Term of="explainer">explainers</Term> get the <Term of="feature-direction">direction</Term> as a{' '}
        <Term of="continuous-token" />. Split by cluster of <Term of="twins" />.
      </>
    }
  />
);
