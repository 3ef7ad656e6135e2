import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { log } from '@/lib/log';
import { CHAT_FILE, readChatTemplate } from '@/lib/model/chat-template';
import type { ChatTemplate } from '@/lib/model/chat-turn';

/** The chat template of a model folder; null where it has none, or one that cannot be read, of which the log says why. */
export async function loadChat(
  root: string,
  model: { id: string; path: string },
): Promise<ChatTemplate | null> {
  const read = (name: string) => readFile(path.join(root, model.path, name), 'utf8').catch(() => null);
  const [config, jinja] = await Promise.all([read('tokenizer_config.json'), read(CHAT_FILE)]);
  try {
    return readChatTemplate(config ?? '{}', jinja);
  } catch (error) {
    log.error({ model: model.id, reason: (error as Error).message }, 'chat template cannot be read');
    return null;
  }
}
