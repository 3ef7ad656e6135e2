import { Command } from 'commander';

import { writeSafetensors } from '@/lib/model/safetensors';
import type { Sweep } from '@/lib/task/patch/body';
import { sweep } from '@/lib/task/patch/sweep';
import { asBadInput } from './bad-input';
import { checkTarget, writeAtomically } from './files';
import { oneOf, openModel, withModelOptions, type ModelOptions } from './model-input';
import { wholeNumber } from './options';

interface Options extends ModelOptions {
  text?: string;
  ids?: string;
  source?: string;
  sourceIds?: string;
  block: number;
  out?: string;
}

/** `lab patch`: replaces the residual stream of one text by that of another, at every layer block and token. */
export function patchCommand(): Command {
  return withModelOptions(
    new Command('patch').description(
      'activation patching: what changes when each layer and token is taken from a source text',
    ),
  )
    .option('--text <text>', 'the text')
    .option('--source <text>', 'the text whose activations are patched in')
    .option('--ids <numbers>', 'the text as token ids')
    .option('--source-ids <numbers>', 'the source as token ids')
    .option('--block <layers>', 'number of layers to patch together', wholeNumber, 1)
    .option(
      '--out <file>',
      'write the effects [block, token] (nats) to a safetensors file; NaN where a token has no counterpart',
    )
    .action(asBadInput(run));
}

async function run(options: Options): Promise<void> {
  const text = oneOf(options.text, options.ids, '--text or --ids');
  const source = oneOf(options.source, options.sourceIds, '--source or --source-ids');
  if (text.ids !== source.ids) throw new Error('give text and source alike: both as text or both as ids');
  if (options.out) await checkTarget(options.out);
  const { engine, tokenizer, adapter, origin } = await openModel(options, text.ids);
  if (adapter) throw new Error('patching does not support --adapter');
  const measured = (await sweep(engine, tokenizer, text.text, source.text, { block: options.block })).sweep;
  if (options.out) {
    const { layers, tokens, cells } = measured;
    const effect = Float32Array.from(cells.flat(), (cell) => cell?.effect ?? NaN);
    const tensors = new Map([['effect', { data: effect, shape: [layers.length, tokens.length] }]]);
    await writeAtomically(
      options.out,
      writeSafetensors(tensors, 'F32', { ...origin, block: String(options.block) }),
    );
  }
  if (options.json)
    console.log(
      JSON.stringify({
        ...origin,
        text: text.text,
        source: source.text,
        block: options.block,
        ...withProbabilities(measured),
      }),
    );
  else print(measured, options.block);
  await engine.dispose();
}

/** The probability of the original output after each patch, which follows from the effect. */
function withProbabilities(measured: Sweep) {
  const before = measured.original.top[0]!.probability;
  const cells = measured.cells.map((row) =>
    row.map((cell) => cell && { ...cell, originalProbability: before * Math.exp(-cell.effect) }),
  );
  return { ...measured, cells };
}

function print({ tokens, layers, original, sourceOutcome, cells }: Sweep, block: number): void {
  const width = Math.max(
    9,
    ...tokens.map((token) => token.length + 2),
    ...cells.flat().map((c) => (c?.output.length ?? 0) + 2),
  );
  const column = (content: string) =>
    content
      .trim()
      .slice(0, width - 1)
      .padEnd(width);
  const top = ({ top: [first] }: Sweep['original']) =>
    `${first!.token.trim()} (${first!.probability.toFixed(3)})`;
  console.log(`the model predicts ${top(original)}; for the source, ${top(sourceOutcome)}`);
  console.log('each cell: the effect in nats, and the new prediction where it changes\n');
  console.log(`${'layers'.padEnd(8)}${tokens.map(column).join('')}`);
  layers.forEach((first, row) => {
    const name = block === 1 ? String(first) : `${first}-${first + block - 1}`;
    console.log(
      `${name.padEnd(8)}${cells[row]!.map((cell) => column(cell ? cell.effect.toFixed(2) : '-')).join('')}`,
    );
    if (cells[row]!.some((cell) => cell?.changed))
      console.log(
        `${''.padEnd(8)}${cells[row]!.map((cell) => column(cell?.changed ? cell.output : '')).join('')}`,
      );
  });
}
