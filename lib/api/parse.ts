import { z } from 'zod';

/** Parameters that may be given several times. */
const REPEATED = new Set(['facet', 'verdict']);

/**
 * What a query of the API asks for. What it does not know is refused, as is what it says twice: a filter that is left out would
 * widen the answer in silence. Blanks count as left out.
 * @throws ZodError whose first line names the parameter and what it takes
 */
export function parseQuery<S extends z.ZodObject>(schema: S, query: URLSearchParams): z.output<S> {
  const asked: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name).filter((value) => value !== '');
    if (!Object.hasOwn(schema.shape, name)) throw wrong(name, `is not taken here: ${takenBy(schema)}`);
    if (REPEATED.has(name)) asked[name] = values;
    else if (values.length > 1) throw wrong(name, 'is given more than once: give it once');
    else if (values[0] !== undefined) asked[name] = values[0];
  }
  return schema.parse(asked);
}

function takenBy(schema: z.ZodObject): string {
  const names = Object.keys(schema.shape);
  return names.length === 0 ? 'this address takes no parameters' : `this address takes ${names.join(', ')}`;
}

const LONGEST_NAME = 40;

const wrong = (name: string, message: string): z.ZodError =>
  new z.ZodError([
    { code: 'custom', path: [], message: `"${name.slice(0, LONGEST_NAME)}" ${message}`, input: name },
  ]);
