import { sha256Hex } from '@/lib/hash';
import type { ModelId } from '@/lib/words';
import type { AnyTask } from './task';

/** Identity of a question: 12 hex digits of the SHA-256 of its canonical form. The same question has the same id. */
export const questionId = (task: AnyTask, target: ModelId, body: unknown): string =>
  sha256Hex(JSON.stringify(task.identity(target, body))).slice(0, 12);
