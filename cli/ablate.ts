import { Command } from 'commander';

import { ablate, eachToken, parseSpan } from '@/lib/measure/ablate';
import { asBadInput } from './bad-input';
import { oneOf, openModel, withModelOptions, type ModelOptions } from './model-input';

interface AblateOptions extends ModelOptions {
  text?: string;
  ids?: string;
  remove?: string[];
  each?: boolean;
}

/** `lab ablate`: removes tokens of the input and reads what is left. */
export function ablateCommand(): Command {
  return withModelOptions(
    new Command('ablate').description('input ablation: what changes when tokens are removed'),
  )
    .option('--text <text>', 'the text')
    .option('--ids <numbers>', 'the text as token ids')
    .option(
      '--remove <span...>',
      'what to remove: words of the text, or tokens counted from 0, as in 3 or 3-5',
    )
    .option('--each', 'remove each token in turn (the default)')
    .action(asBadInput(run));
}

async function run(options: AblateOptions): Promise<void> {
  const given = oneOf(options.text, options.ids, '--text or --ids');
  if (options.remove && options.each) throw new Error('give either --remove or --each');
  const { engine, tokenizer, adapter, origin } = await openModel(options, given.ids);
  if (adapter) throw new Error('ablation does not support --adapter');
  const tokens = tokenizer.pieces(tokenizer.encode(given.text));
  const spans = options.remove?.map((span) => parseSpan(span, tokens)) ?? eachToken(tokens.length);
  const measured = await ablate(engine, tokenizer, given.text, spans);
  if (options.json) console.log(JSON.stringify({ ...origin, text: given.text, ...measured }));
  else {
    const { token, probability } = measured.original.top[0]!;
    console.log(`the model predicts ${token.trim()} (${probability.toFixed(3)})\n`);
    console.log(`${'without'.padEnd(24)}${'effect'.padStart(8)}  predicts`);
    for (const { span, effect, output, changed } of measured.removed) {
      const words = tokens.slice(span.from, span.to).join('').trim();
      console.log(
        `${words.slice(0, 23).padEnd(24)}${effect.toFixed(2).padStart(8)}  ${changed ? output.trim() : ''}`,
      );
    }
  }
  await engine.dispose();
}
