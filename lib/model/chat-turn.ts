import type { Tokenizer } from './tokenizer';

/** How a model's makers have turns of a conversation written, in Jinja, and the special tokens that it may name. */
export interface ChatTemplate {
  source: string;
  /** By the names that templates know: `bos_token` and so on. */
  tokens: Record<string, string>;
}

/** What says in an address that texts are turns of a chat, under the name `chat`. */
export const CHAT_TURN = '1';

/**
 * A text as the one turn of a user, with the beginning of the model's answer behind it: all that the model reads, special tokens
 * written out. Nothing is put before it (`withoutPrefix`). The interpreter is loaded when it is first wanted.
 *
 * @throws Error of one line that says why the template cannot be run
 */
export async function asChatTurn({ source, tokens }: ChatTemplate, text: string): Promise<string> {
  const { Template } = await import('@huggingface/jinja');
  try {
    return new Template(source).render({
      ...tokens,
      messages: [{ role: 'user', content: text }],
      add_generation_prompt: true,
      // Given as transformers gives them where there are none: templates ask whether they are none.
      ...{ tools: null, documents: null },
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
    throw new Error(`the chat template cannot be run: ${reason}`, { cause });
  }
}

/** The tokenizer for texts that say all that is read, to their first token, as a chat template writes them. */
export const withoutPrefix = (tokenizer: Tokenizer): Tokenizer => ({ ...tokenizer, prefix: [] });
