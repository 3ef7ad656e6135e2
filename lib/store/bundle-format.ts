import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type BundleContent,
  bundleItemSchema,
  evaluationSchema,
  bundleExplainerSchema,
  modelSchema,
  runPointSchema,
  runSchema,
} from '@/lib/store/records';

/** The format of docs/BUNDLE.md. Any other is refused; a lower one can be converted (`lib/store/convert.ts`). */
export const BUNDLE_FORMAT = 2;

/** Tables of a bundle in the order in which they must be written, each with its file and the shape of a row. */
export const BUNDLE_TABLES = {
  models: { file: 'models.jsonl.br', row: modelSchema },
  runs: { file: 'runs.jsonl.br', row: runSchema },
  runPoints: { file: 'run-points.jsonl.br', row: runPointSchema },
  explainers: { file: 'explainers.jsonl.br', row: bundleExplainerSchema },
  items: { file: 'items.jsonl.br', row: bundleItemSchema },
  evaluations: { file: 'evaluations.jsonl.br', row: evaluationSchema },
} satisfies { [T in keyof BundleContent]: { file: string; row: z.ZodType<BundleContent[T][number]> } };

export type BundleTable = keyof BundleContent;
export type BundleRow<T extends BundleTable> = BundleContent[T][number];
export const bundleTables = Object.keys(BUNDLE_TABLES) as BundleTable[];
const bundleFiles = bundleTables.map((table) => BUNDLE_TABLES[table].file);

/** The manifest of a bundle of some format, whose tables are in these files. */
export const manifestSchemaOf = <Format extends number>(format: Format, files: readonly string[]) =>
  z.object({
    format: z.literal(format),
    /** Names the content: the same rows have the same version. */
    version: z.string().regex(/^[0-9a-f]{12}$/),
    /** Code version that wrote it. */
    createdBy: z.string(),
    files: z
      .array(
        z.object({
          name: z.enum(files as [string, ...string[]]),
          /** Of the file as it lies there, hex. */
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
          bytes: z.number().int().nonnegative(),
          rows: z.number().int().nonnegative(),
        }),
      )
      .superRefine((listed, context) => {
        for (const file of files)
          if (!listed.some(({ name }) => name === file))
            context.addIssue({ code: 'custom', message: `does not list ${file}` });
      }),
  });

export const manifestSchema = manifestSchemaOf(BUNDLE_FORMAT, bundleFiles);
export type BundleManifest = z.infer<typeof manifestSchema>;
/** What reading needs of a manifest, whatever its format. */
export type Manifest = Omit<BundleManifest, 'format'>;

/** Version of a bundle with these files. */
export function bundleVersion(files: Manifest['files']): string {
  const listing = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).sort();
  return createHash('sha256').update(listing.join('')).digest('hex').slice(0, 12);
}
