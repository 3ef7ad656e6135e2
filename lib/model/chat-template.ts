import { z } from 'zod';
import type { ChatTemplate } from './chat-turn';
import { parseJson } from './json';

/** The file of a model folder that holds the template alone; older folders have it in tokenizer_config.json. */
export const CHAT_FILE = 'chat_template.jinja';

/** Longest template that is read, in characters; the longest of released models have some twenty thousand. */
const MOST_CHARACTERS = 200_000;

const configSchema = z
  .object({
    chat_template: z
      .union([z.string(), z.array(z.object({ name: z.string(), template: z.string() }).loose())])
      .nullish(),
  })
  .loose();

const tokenSchema = z.union([z.string(), z.object({ content: z.string() }).transform((one) => one.content)]);

/**
 * The chat template of a model folder; null where it has none. A file of its own goes before what the configuration says, and of
 * several templates the one named `default` is the chat's, as in transformers.
 *
 * @throws Error of one line that names the file and what is wrong with it
 */
export function readChatTemplate(configJson: string, jinja: string | null): ChatTemplate | null {
  const config = parseJson(configJson, 'tokenizer_config.json', configSchema);
  const named = config.chat_template;
  const ofConfig = Array.isArray(named) ? named.find(({ name }) => name === 'default')?.template : named;
  const source = jinja ?? ofConfig ?? null;
  if (source === null) return null;
  if (source.length > MOST_CHARACTERS)
    throw new Error(`the chat template has ${source.length} characters; at most ${MOST_CHARACTERS} are read`);
  const tokens = Object.entries(config).flatMap(([name, value]) => {
    const token = /^[a-z]+_token$/.test(name) ? tokenSchema.safeParse(value) : null;
    return token?.success ? [[name, token.data] as const] : [];
  });
  return { source, tokens: Object.fromEntries(tokens) };
}
