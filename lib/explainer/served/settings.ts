import { z } from 'zod';
import { parseJson } from '@/lib/model/json';
import { countSchema, idSchema } from '@/lib/schemas';

const whole = (low: number, high: number) => z.int().min(low).max(high);

/** An explainer that is asked over HTTP: any server that answers as OpenAI's does, on this machine or elsewhere. */
export const servedSchema = z.strictObject({
  /** Ends its id in the store: `TARGET.TASK.http.ID`. */
  id: z.string().regex(/^[A-Za-z0-9][\w.-]{0,59}$/, 'may have letters, digits, dots, dashes and underscores'),
  /** Where its API begins, such as `http://localhost:8000/v1`. */
  url: z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' }),
  api: z.enum(['chat', 'completions']),
  /** The name by which the server knows the model. */
  model: z.string().min(1).max(200),
  key: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of an environment variable, never the key itself')
    .optional(),
  /** Readers may have it asked from pages, through the server of the pages. */
  pages: z.boolean().default(false),
  /** Tasks that it is asked about; all unless given. */
  tasks: z.array(idSchema).min(1).optional(),
  /** Training questions with their answers that it is shown before each question. */
  examples: whole(0, 64).default(8),
  maxTokens: whole(1, 4096).default(64),
  /** Requests that begin within a minute, repeated ones among them. */
  perMinute: whole(1, 100_000).default(60),
  atOnce: whole(1, 256).default(4),
  /** Longest time that one answer may take. */
  timeoutSeconds: whole(1, 3600).default(60),
  /** How often a request that failed is made again. */
  retries: countSchema.max(20).default(5),
});
export type ServedSettings = z.infer<typeof servedSchema>;

const fileSchema = z
  .strictObject({ format: z.literal(1), explainers: z.array(servedSchema).min(1) })
  .refine(({ explainers }) => new Set(explainers.map(({ id }) => id)).size === explainers.length, {
    path: ['explainers'],
    error: 'two of them have the same id',
  });

/**
 * The explainers of a file.
 * @throws Error that names the file and the field that is wrong
 */
export const parseServed = (text: string, file: string): ServedSettings[] =>
  parseJson(text, file, fileSchema).explainers;
