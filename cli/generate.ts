import { Command } from 'commander';

import { MOST_SAMPLES } from '@/lib/engine/generate';
import { generateText, promptOf } from '@/lib/engine/generate-text';
import { asChatTurn, withoutPrefix } from '@/lib/model/chat-turn';
import { asBadInput } from './bad-input';
import { oneOf, openModel, withModelOptions, type ModelOptions, type OpenModel } from './model-input';
import { decimal, wholeNumber, wholeNumberWithin } from './options';

interface GenerateCommandOptions extends ModelOptions {
  text?: string;
  ids?: string;
  chat?: boolean;
  max: number;
  samples: number;
  temperature?: number;
  topK?: number;
  topP?: number;
  seed?: number;
  stop?: string[];
}

/** `lab generate`: continues a text, greedily unless a temperature, a limit or a seed is given. */
export function generateCommand(): Command {
  return withModelOptions(new Command('generate').description('continue a text'))
    .option('--text <text>', 'the text')
    .option('--ids <numbers>', 'the text as token ids')
    .option('--chat', 'the text as a turn in the chat template of the model')
    .option('--max <tokens>', 'most new tokens', wholeNumber, 32)
    .option('--samples <number>', 'number of continuations', wholeNumberWithin(1, MOST_SAMPLES), 1)
    .option(
      '--temperature <number>',
      '0 takes the most likely token; 1 when a seed or a limit is given',
      decimal,
    )
    .option('--top-k <number>', 'draw from so many of the most likely tokens', wholeNumber)
    .option('--top-p <number>', 'draw from the smallest set of tokens with this probability', decimal)
    .option('--seed <number>', 'the same seed draws the same tokens', wholeNumber)
    .option('--stop <text...>', 'stop before any of these')
    .action(asBadInput(run));
}

async function run(options: GenerateCommandOptions): Promise<void> {
  const given = oneOf(options.text, options.ids, '--text or --ids');
  const { topK, topP, seed } = options;
  const drawn = seed !== undefined || topK !== undefined || topP !== undefined;
  const sampling = { temperature: options.temperature ?? (drawn ? 1 : 0), topK, topP, seed: seed ?? 0 };
  if (options.chat && given.ids) throw new Error('--chat wraps a text: give --text');
  const model = await openModel(options, given.ids);
  const { engine, adapter, origin } = model;
  const { tokenizer, text } = options.chat ? await asTurn(model, given.text) : { ...model, text: given.text };
  // One continuation is shown as it comes, where somebody watches.
  const live = !options.json && options.samples === 1 && process.stdout.isTTY;
  let shown = '';
  if (live) process.stdout.write(text);
  const stop = new AbortController();
  const interrupt = () => stop.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  const { rows } = await generateText(engine, tokenizer, [text], {
    maxNewTokens: options.max,
    samples: options.samples,
    sampling,
    adapter,
    stopStrings: options.stop,
    signal: stop.signal,
    ...(live && {
      onText(_, text) {
        process.stdout.write(text.slice(shown.length));
        shown = text;
      },
    }),
  });
  process.removeListener('SIGINT', interrupt);
  if (options.json)
    console.log(
      JSON.stringify({
        ...origin,
        prompt: text,
        promptIds: promptOf(tokenizer, [text]).ids,
        sampling,
        continuations: rows,
      }),
    );
  else if (live) console.log();
  else for (const { text } of rows) console.log(text);
  await engine.dispose();
}

/** The text as a turn of a chat, and what reads it. Throws an Error where the model has no template, or one that cannot be run. */
async function asTurn({ tokenizer, chat, origin }: OpenModel, text: string) {
  if (!chat) throw new Error(`${origin.model} has no chat template; leave --chat away`);
  return { tokenizer: withoutPrefix(tokenizer), text: await asChatTurn(chat, text) };
}
