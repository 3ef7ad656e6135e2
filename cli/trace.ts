import { Command, Option } from 'commander';

import type { FloatTensor, ForwardResult, Hook } from '@/lib/engine/engine';
import type { Parameters } from '@/lib/model/parameters';
import { writeSafetensors } from '@/lib/model/safetensors';
import { predict } from '@/lib/measure/outcome';
import { readText } from '@/lib/measure/text';
import { asBadInput } from './bad-input';
import { checkTarget, writeAtomically } from './files';
import { oneOf, openModel, withModelOptions, type ModelOptions } from './model-input';

/** Activations that are written only when asked for, by the names of their tensors. */
const HOOKS = { attention: 'attention', 'attention-out': 'attentionOut', 'mlp-out': 'mlpOut' } as const;

interface TraceOptions extends ModelOptions {
  text?: string;
  ids?: string;
  out?: string;
  hooks: (keyof typeof HOOKS)[];
}

/** `lab trace`: what a model computes on one text: logits, residual stream, attention and more. */
export function traceCommand(): Command {
  return withModelOptions(
    new Command('trace').description('run a model on one text and show what it computes'),
  )
    .option('--text <text>', 'the text')
    .option('--ids <numbers>', 'the text as token ids, as in 1,2,3; no special tokens are added')
    .addOption(
      new Option('--hooks <names...>', 'further activations to write to --out')
        .choices(Object.keys(HOOKS))
        .default([]),
    )
    .option('--out <file>', 'write logits [T, V], resid [L+1, T, D] and the hooks to a safetensors file')
    .action(asBadInput(run));
}

async function run(options: TraceOptions): Promise<void> {
  const given = oneOf(options.text, options.ids, '--text or --ids');
  if (options.out) await checkTarget(options.out);
  const { engine, tokenizer, adapter, origin } = await openModel(options, given.ids);
  const { input } = readText(engine, tokenizer, given.text);
  const hooks: Hook[] = ['resid', ...options.hooks.map((name) => HOOKS[name])];
  const result = await engine.trace([input], { logits: 'all', hooks, adapter });
  if (options.out) {
    const metadata = { ...origin, ids: input.join(',') };
    await writeAtomically(options.out, writeSafetensors(tensorsOf(result, options.hooks), 'F32', metadata));
  }
  const { vocab } = engine.info;
  const pieces = tokenizer.pieces(input);
  const tokens = input.map((id, i) => {
    const next = predict(result.logits!.data.subarray(i * vocab, (i + 1) * vocab));
    return { id, token: pieces[i]!, next: next.outcome(tokenizer, 3).top };
  });
  if (options.json) {
    const { layers, dModel } = engine.info;
    console.log(JSON.stringify({ ...origin, layers, dModel, vocab, tokens, out: options.out ?? null }));
  } else {
    tokens.forEach(({ id, token, next }, i) => {
      const likely = next.map(
        ({ token: t, probability }) => `${JSON.stringify(t)} ${probability.toFixed(3)}`,
      );
      console.log(
        [String(i).padStart(4), String(id).padStart(7), JSON.stringify(token).padEnd(18), ...likely].join(
          '  ',
        ),
      );
    });
    if (options.out) console.log(`written to ${options.out}`);
  }
  await engine.dispose();
}

/** The one row of a trace, without its batch axis. */
function tensorsOf(result: ForwardResult, hooks: readonly (keyof typeof HOOKS)[]): Parameters {
  const tensors: Parameters = new Map();
  const { data, shape } = result.logits!;
  tensors.set('logits', { data, shape: shape.slice(1) });
  const perLayer = (name: string, tensor: FloatTensor) =>
    tensors.set(name, { data: tensor.data, shape: [tensor.shape[0]!, ...tensor.shape.slice(2)] });
  perLayer('resid', result.resid!);
  for (const name of hooks) perLayer(name.replace('-', '_'), result[HOOKS[name]]!);
  return tensors;
}
