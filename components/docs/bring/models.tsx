import Link from 'next/link';
import { MODELS_PATH } from '@/lib/api/paths';
import { FAMILIES } from '@/lib/model/families';
import { Command } from './command';

/** A checkpoint becomes a target. */
export function BringModels() {
  return (
    <>
      <p>
        A Hugging Face model folder, or a model of the hub, becomes a target by one command, in the checkout
        that <code>npm start</code> runs from, whether that is running or not:
      </p>
      <Command
        lines={[
          'npm run lab -- import model ./my-model',
          'npm run lab -- import model hf:owner/name@revision',
        ]}
      />
      <p>
        Its page under <Link href={MODELS_PATH}>Models</Link>, its playground, and patching and ablation of
        your own texts are there at once; they run in the browser of whoever reads them. Nothing is sent
        anywhere.
      </p>
      <dl>
        <dt>What is read</dt>
        <dd>
          <code>config.json</code> ({Object.keys(FAMILIES).join(', ')}), <code>tokenizer.json</code>, and
          weights in safetensors, in one file or in shards, as F32, F16 or BF16. Pickled weights and code are
          never opened.
        </dd>
        <dt>What is checked</dt>
        <dd>
          Every tensor is there with its shape and holds numbers alone, headers say no more than files hold,
          shards lie in the folder, and the tokenizer gives ids that the model has. What fails is told in one
          line, and nothing is written.
        </dd>
        <dt>Chat templates</dt>
        <dd>
          Where <code>chat_template.jinja</code> or <code>tokenizer_config.json</code> has one, the playground
          and own texts offer to run a text <em>as a chat turn</em>: the template writes it, special tokens
          and all, and nothing is put before it. The address says so.{' '}
          <code>npm run lab -- generate --model FOLDER --text TEXT --chat</code> does the same. A template
          that cannot be run says why in a line.
        </dd>
        <dt>Where it goes</dt>
        <dd>
          A copy into <code>imports/models</code> of the data folder (<code>--data-dir</code>,{' '}
          <code>.data</code> unless given). <code>--id</code> and <code>--name</code> say what it is called.
          The same command again changes nothing; <code>npm run lab -- import remove ID</code> takes it out
          with all that was asked about it.
        </dd>
        <dt>From the hub</dt>
        <dd>
          Files come into the standard cache and go on where a download ended; large ones are held to the
          SHA-256 that the hub tells. <code>HF_TOKEN</code> opens gated models, <code>HF_ENDPOINT</code> names
          another hub, <code>HF_HOME</code> and <code>HF_HUB_CACHE</code> the cache.
        </dd>
        <dt>Questions and explainers</dt>
        <dd>
          <code>npm run lab -- truth ID</code> measures questions on facts that the house models were taught,
          and <code>train ID self</code> and <code>evaluate ID</code> go on from there, as with a house model.
          Answers that an explainer of yours gave elsewhere are imported with the data, below.
        </dd>
      </dl>
    </>
  );
}
