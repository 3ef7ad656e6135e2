import { Command } from './command';

/** What a file of explainers behind HTTP looks like; a test reads it as the lab does. */
export const SERVED_EXAMPLE = {
  format: 1,
  explainers: [
    {
      id: 'big',
      url: 'http://localhost:8000/v1',
      api: 'chat',
      model: 'Qwen/Qwen3-8B',
      key: 'MY_SERVER_KEY',
      examples: 8,
      perMinute: 120,
      pages: true,
    },
  ],
} as const;

/** Explainers that somebody trained, and such as are asked over HTTP. */
export function BringExplainers() {
  return (
    <>
      <p>
        What PEFT or transformers saved is offered on the pages of its target, beside the explainers that are
        shipped. An <code>explainer.json</code> in its folder says how it is asked; <code>--init</code> writes
        one by asking you:
      </p>
      <Command
        lines={[
          'npm run lab -- import explainer ./my-adapter --init',
          'npm run lab -- import explainer ./my-adapter',
          'npm run lab -- evaluate TARGET --task patch',
        ]}
      />
      <dl>
        <dt>Adapters</dt>
        <dd>
          <code>adapter_config.json</code> and <code>adapter_model.safetensors</code> of a LoRA adapter. The
          model that it is added to is loaded once for all of its adapters, and for the target where that is
          the same. Import the base first.
        </dd>
        <dt>Whole models</dt>
        <dd>
          A model folder as above, with <code>explainer.json</code> and, where its vectors are of another
          width, <code>projection.safetensors</code>.
        </dd>
        <dt>What is checked</dt>
        <dd>
          Target, task and base are known and related as it says; shapes and widths fit; every place of a
          wording is one that the task fills; the tokenizer has the tokens around the vector; an adapter that
          names the hash of its base (<code>baseHash</code>) finds those weights. What fails is told in one
          line, and nothing is written. The same command again changes nothing;{' '}
          <code>npm run lab -- import remove ID</code> takes it out.
        </dd>
        <dt>Over HTTP</dt>
        <dd>
          <code>lab evaluate</code> also asks any server that answers as OpenAI’s does. None is asked unless{' '}
          <code>http-explainers.json</code> in the data folder, or the file that{' '}
          <code>MIRRORSCOPE_HTTP_EXPLAINERS</code> names, says so:
        </dd>
      </dl>
      <Command lines={JSON.stringify(SERVED_EXAMPLE, null, 2).split('\n')} />
      <dl>
        <dt>What it sees</dt>
        <dd>
          The words of a question, the forms of an answer, and training questions with their answers (
          <code>examples</code>). It sees no vector: it is one more control, of what words alone give away. It
          stands among the other explainers, with the name of its model. Vectors are not sent, though some
          servers take <code>prompt_embeds</code>: a prompt of embeddings replaces all of its words by rows of
          the embedding table of the very model that is served, which nobody but that server has for certain,
          and it comes as a tensor that PyTorch pickled, by projections that were trained for that model. An
          explainer that reads vectors runs here, as an adapter or a model folder.
        </dd>
        <dt>From pages</dt>
        <dd>
          With <code>pages</code>, questions and own texts offer to ask it. The words of the question go from
          the reader to the server of this site, which asks with its key, once for the same question: the
          answer stays in the store, marked with the time that it was asked. Callers are bounded, and the
          training questions that the store holds are its examples. What an explainer said so counts in no
          score.
        </dd>
        <dt>How it is asked</dt>
        <dd>
          <code>perMinute</code> and <code>atOnce</code> bound requests. What fails and may pass (408, 429,
          5xx, no answer within <code>timeoutSeconds</code>, an answer that is none) is asked again with
          growing waits, <code>retries</code> times, and as late as <code>Retry-After</code> says. Answers are
          kept as they come, so that a run which ends goes on where it was.
        </dd>
        <dt>Keys</dt>
        <dd>
          <code>key</code> is the name of an environment variable, never the key itself. Neither keys nor
          addresses come into the store, into pages or into files.
        </dd>
      </dl>
    </>
  );
}
