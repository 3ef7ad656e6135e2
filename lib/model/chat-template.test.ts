import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readChatTemplate } from './chat-template';
import { asChatTurn, withoutPrefix } from './chat-turn';
import { parseTokenizer } from './tokenizer';

/** ChatML as instruction-tuned models of the Qwen2 family have it. */
const CHATML =
  "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n' }}{% endif %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";
/** As models of the Llama 2 family have it, which write their own first token and refuse roles that they do not know. */
const INST =
  "{% if tools is not none %}{{ raise_exception('no tools') }}{% endif %}{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}{{ '[INST] ' + message['content'] | trim + ' [/INST]' }}{% else %}{{ raise_exception('Only users speak.') }}{% endif %}{% endfor %}";

const read = (config: object, jinja: string | null = null) => readChatTemplate(JSON.stringify(config), jinja);

describe('a chat template', () => {
  it('writes a text as the turn of a user, and begins the answer', async () => {
    expect(await asChatTurn(read({ chat_template: CHATML })!, 'Hi.')).toBe(
      '<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\nHi.<|im_end|>\n<|im_start|>assistant\n',
    );
  });

  it('knows the special tokens of its model, in either form, and has no tools', async () => {
    for (const bos_token of ['<s>', { content: '<s>', lstrip: false }])
      expect(await asChatTurn(read({ chat_template: INST, bos_token })!, ' Hi. ')).toBe(
        '<s>[INST] Hi. [/INST]',
      );
  });

  it('is that of its own file before that of the configuration, and the default one of several', () => {
    expect(read({ chat_template: 'a' }, 'b')?.source).toBe('b');
    const several = [
      { name: 'tool_use', template: 'a' },
      { name: 'default', template: 'c' },
    ];
    expect(read({ chat_template: several })?.source).toBe('c');
    expect(read({ chat_template: null })).toBeNull();
    expect(read({})).toBeNull();
    expect(() => read({ chat_template: 7 })).toThrow(/^tokenizer_config\.json: chat_template: /);
    expect(() => read({}, 'x'.repeat(300_000))).toThrow(/at most 200000/);
  });

  it.each([
    ['{% for %}', /^the chat template cannot be run: .+/],
    ["{{ raise_exception('Only pictures are read.') }}", /cannot be run: Only pictures are read\.$/],
  ])('%s says in one line that it cannot be run', async (source, line) => {
    const failed = await asChatTurn({ source, tokens: {} }, 'a').catch((error: Error) => error.message);
    expect(failed).toMatch(line);
    expect(failed).not.toContain('\n');
  });
});

describe('a text that a template wrote', () => {
  it('is read as the ids of the special tokens that it names, with nothing before it', async () => {
    const folder = 'test/fixtures/house-a';
    const json = JSON.parse(await readFile(`${folder}/tokenizer.json`, 'utf8')) as {
      added_tokens: { id: number; content: string; special: boolean }[];
      model: { vocab: Record<string, number> };
    };
    const plain = parseTokenizer(
      JSON.stringify(json),
      await readFile(`${folder}/tokenizer_config.json`, 'utf8'),
    );
    const first = plain.size;
    const added = ['<|im_start|>', '<|im_end|>'].map((content, i) => ({
      ...json.added_tokens[0]!,
      ...{ id: first + i, content, special: true },
    }));
    const tokenizer = withoutPrefix(
      parseTokenizer(JSON.stringify({ ...json, added_tokens: [...json.added_tokens, ...added] })),
    );
    expect(tokenizer.prefix).toEqual([]);
    const written = await asChatTurn(read({ chat_template: CHATML })!, 'The capital of Spain is');
    const ids = tokenizer.encode(written);
    expect(ids[0]).toBe(first);
    expect(ids.filter((id) => id === first)).toHaveLength(3);
    expect(ids.filter((id) => id === first + 1)).toHaveLength(2);
    expect(tokenizer.pieces(ids)[0]).toBe('<|im_start|>');
    expect(tokenizer.decode(ids)).toContain('capital of Spain is');
  });
});
