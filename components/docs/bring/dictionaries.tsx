import { Command } from './command';

/** Features of a sparse autoencoder or a transcoder. */
export function BringDictionaries() {
  return (
    <>
      <p>
        The features of a sparse autoencoder or a transcoder become questions about the model that it is of,
        with where they fire in a text of yours, what they make the model say, and what they are called:
      </p>
      <Command
        lines={[
          'npm run lab -- import dictionary ./layers.3 --target my-model \\',
          '    --text passages.txt --labels labels.jsonl',
        ]}
      />
      <dl>
        <dt>What is read</dt>
        <dd>
          <code>cfg.json</code> with <code>sae_weights.safetensors</code> (SAELens) or{' '}
          <code>sae.safetensors</code> (<code>sparsify</code>, whose folder is named after the site), and{' '}
          <code>hyperparams.json</code> with <code>checkpoints/final.safetensors</code> (Llama Scope); ReLU,
          top-k and JumpReLU. A normalisation, an architecture or a hook that would be computed otherwise is
          refused by its name.
        </dd>
        <dt>Sites</dt>
        <dd>
          The residual stream before and after a block, and the output of an MLP. Transcoders read the input
          of an MLP, which is no site that is measured here: of them, labels are taken in without{' '}
          <code>--text</code>.
        </dd>
        <dt>Text</dt>
        <dd>
          One passage a line, up to <code>--tokens</code> of it. Of the features that fire, those with a label
          come first, then the most frequent, <code>--features</code> in all.
        </dd>
        <dt>Labels</dt>
        <dd>
          Explanations as Neuronpedia exports them (JSON Lines, unpacked), or the paper’s list. Lines that
          cannot be used are counted and told with their reasons.
        </dd>
      </dl>
    </>
  );
}
