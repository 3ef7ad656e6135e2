import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BundleContent } from '@/lib/store/records';
import {
  evaluationSchema,
  explainerSchema,
  modelSchema,
  patchItemWithSweepSchema,
  runPointSchema,
  runSchema,
} from '@/lib/store/schemas';

/** The format of docs/BUNDLE.md. A higher number is refused, a lower one would be read if there were one. */
export const BUNDLE_FORMAT = 1;

/** Tables of a bundle in the order in which they must be written, each with its file and the shape of a row. */
export const BUNDLE_TABLES = {
  models: { file: 'models.jsonl.br', row: modelSchema },
  runs: { file: 'runs.jsonl.br', row: runSchema },
  runPoints: { file: 'run-points.jsonl.br', row: runPointSchema },
  explainers: { file: 'explainers.jsonl.br', row: explainerSchema },
  patchItems: { file: 'patch-items.jsonl.br', row: patchItemWithSweepSchema },
  evaluations: { file: 'evaluations.jsonl.br', row: evaluationSchema },
} satisfies { [T in keyof BundleContent]: { file: string; row: z.ZodType<BundleContent[T][number]> } };

export type BundleTable = keyof typeof BUNDLE_TABLES;
export const bundleTables = Object.keys(BUNDLE_TABLES) as BundleTable[];

export const manifestSchema = z.object({
  format: z.literal(BUNDLE_FORMAT),
  /** Names the content: the same rows have the same version. */
  version: z.string().regex(/^[0-9a-f]{12}$/),
  /** Code version that wrote it. */
  createdBy: z.string(),
  files: z.array(
    z.object({
      name: z.enum(bundleTables.map((table) => BUNDLE_TABLES[table].file)),
      /** Of the file as it lies there, hex. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      bytes: z.number().int().nonnegative(),
      rows: z.number().int().nonnegative(),
    }),
  ),
});

export type BundleManifest = z.infer<typeof manifestSchema>;

/** Version of a bundle with these files. */
export function bundleVersion(files: BundleManifest['files']): string {
  const listing = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).sort();
  return createHash('sha256').update(listing.join('')).digest('hex').slice(0, 12);
}
