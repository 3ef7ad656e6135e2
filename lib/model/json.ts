import { z } from 'zod';

/** Reads JSON and checks it. Throws an Error of one line that names the file and the field. */
export function parseJson<T>(text: string, file: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON`);
  }
  return checkJson(json, file, schema);
}

/** Checks what was read as JSON. Throws an Error of one line that names the file and the field. */
export function checkJson<T>(json: unknown, file: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new Error(`${[file, ...issue.path].join(': ')}: ${issue.message}`);
}

/** A field that may only be absent, null, false or empty: with it, its authors' code computes something else. */
export const absent = z.unknown().refine(isNothing, 'is not supported').optional();

function isNothing(value: unknown): boolean {
  return !value || (typeof value === 'object' && Object.keys(value).length === 0);
}
