import type { ModelConfig } from './model-config';
import { parseTokenizerJson } from './tokenizer-json';
import { parseTokenizer, type Tokenizer } from './tokenizer';

/** Read and written again by every tokenizer, up to a space before the first word. */
const PROBE = 'The capital of France is Paris.';

/**
 * Reads a tokenizer that came from elsewhere, and holds it to the model that it is for.
 * @throws Error of one line that says what is wrong with it
 */
export function checkTokenizer({ vocab }: ModelConfig, json: string, configJson?: string): Tokenizer {
  const { model, added_tokens } = parseTokenizerJson(json);
  const listed: [string, number][] = Array.isArray(model.vocab)
    ? model.vocab.map(([token], id) => [token, id])
    : Object.entries(model.vocab);
  const owners = new Map<number, string>();
  for (const [token, id] of [...listed, ...added_tokens.map((t): [string, number] => [t.content, t.id])]) {
    if (id >= vocab)
      throw new Error(
        `tokenizer.json: the token ${shown(token)} has id ${id}, and the model has ${vocab} tokens`,
      );
    const other = owners.get(id);
    if (other !== undefined && other !== token)
      throw new Error(
        `tokenizer.json: the tokens ${shown(other)} and ${shown(token)} have the same id ${id}`,
      );
    owners.set(id, token);
  }
  if (model.type === 'BPE') {
    if (!model.merges) throw new Error('tokenizer.json: model: merges is missing');
    const known = new Set(listed.map(([token]) => token));
    for (const merge of model.merges) {
      const [left = '', right = ''] = Array.isArray(merge) ? merge : merge.split(' ');
      const stranger = [left, right, left + right].find((token) => !known.has(token));
      if (stranger !== undefined)
        throw new Error(
          `tokenizer.json: merges makes the token ${shown(stranger)}, which vocab does not have`,
        );
    }
  }
  const tokenizer = parseTokenizer(json, configJson);
  const ids = tokenizer.encode(PROBE);
  const beyond = [...tokenizer.prefix, ...ids].find((id) => !Number.isInteger(id) || id < 0 || id >= vocab);
  if (beyond !== undefined)
    throw new Error(`tokenizer.json: it gives the id ${beyond}, and the model has ${vocab} tokens`);
  return tokenizer;
}

/** A token in a line of text: quoted, and no longer than a line bears. */
const shown = (token: string): string => JSON.stringify(token.length > 40 ? `${token.slice(0, 40)}…` : token);
