/** Writes by transformers.js in a worker of its own, as its documentation advises and as our engine does. */
import { AutoModelForCausalLM, AutoTokenizer, env } from '@huggingface/transformers';

/** What the page asks, one question at a time. */
export type Asked =
  | { kind: 'load'; folder: string; model: string; runtime: string; threads: number }
  | { kind: 'write'; text: string; tokens: number };

/** Ids of the prompt and of what was written after it; none after loading. */
export type Answer = { prompt: number[]; written: number[] } | { error: string };

let loaded: Promise<{
  tokenizer: Awaited<ReturnType<typeof AutoTokenizer.from_pretrained>>;
  model: Awaited<ReturnType<typeof AutoModelForCausalLM.from_pretrained>>;
}>;

async function answer(asked: Asked): Promise<Answer> {
  if (asked.kind === 'load') {
    Object.assign(env, {
      allowLocalModels: true,
      allowRemoteModels: false,
      localModelPath: asked.folder,
      useBrowserCache: false,
      useWasmCache: false,
    });
    Object.assign(env.backends.onnx.wasm, { wasmPaths: asked.runtime, numThreads: asked.threads });
    loaded = Promise.all([
      AutoTokenizer.from_pretrained(asked.model),
      AutoModelForCausalLM.from_pretrained(asked.model, { device: 'wasm', dtype: 'fp32' }),
    ]).then(([tokenizer, model]) => ({ tokenizer, model }));
    await loaded;
    return { prompt: [], written: [] };
  }
  const { tokenizer, model } = await loaded;
  const inputs = tokenizer(asked.text);
  const output = await model.generate({ ...inputs, max_new_tokens: asked.tokens, do_sample: false });
  const prompt = inputs.input_ids.tolist()[0]!.map(Number);
  return { prompt, written: output.tolist()[0]!.slice(prompt.length).map(Number) };
}

onmessage = async ({ data }: MessageEvent<Asked>) => {
  const reply = await answer(data).catch((error: unknown): Answer => ({ error: String(error) }));
  postMessage(reply);
};
