import { sha256Hex } from '@/lib/hash';
import type { ModelId } from '@/lib/words';
import type { AnyTask } from './task';

/** Identity of a question: 12 hex digits of the SHA-256 of its canonical form. The same question has the same id. */
export function questionId(task: AnyTask, target: ModelId, body: unknown): string {
  const canonical = JSON.stringify(task.identity(target, body));
  return sha256Hex(canonical).slice(0, 12);
}
