import { z } from 'zod';
import type { FolderNeed } from './view';

/** A model folder that no store holds, as an address names it. */
export const folderNeedSchema = z.object({
  /** As it is called on the disk of whoever made the link. */
  folder: z.string().min(1).max(200),
  /** The first digits of the SHA-256 of its config.json. */
  config: z.string().regex(/^[0-9a-f]{16}$/, 'is not the beginning of a SHA-256'),
}) satisfies z.ZodType<FolderNeed>;
