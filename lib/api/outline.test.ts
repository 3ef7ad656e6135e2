import { expect, it } from 'vitest';
import { z } from 'zod';
import { schemaOf } from './json-schema';
import { outlineOf, typeText } from './outline';

it('a schema is told a field a line, with its type and meaning', () => {
  const schema = z.object({
    items: z.array(z.object({ id: z.string().describe('Its id'), n: z.number().int().optional() })),
    next: z.object({ at: z.iso.datetime() }).nullable().describe('Null on the last'),
    cells: z.array(z.array(z.object({ n: z.number() }).nullable())),
    extra: z.record(z.string(), z.number()),
  });
  const lines = outlineOf(schemaOf(schema, 'output'));
  expect(
    lines.map(({ depth, text, note }) => `${'  '.repeat(depth)}${text}${note && ` // ${note}`}`),
  ).toEqual([
    '{',
    '  items: {',
    '    id: string // Its id',
    '    n?: integer',
    '  }[]',
    '  next: { // Null on the last',
    '    at: date',
    '  } | null',
    '  cells: ({',
    '    n: number',
    '  } | null)[][]',
    '  extra: { [name]: number }',
    '}',
  ]);
});

it.each([
  [z.enum(['right', 'wrong']), '"right" | "wrong"'],
  [z.array(z.string().nullable()), '(string | null)[]'],
  [z.literal(2), '2'],
  [z.unknown(), 'any'],
  [z.record(z.string(), z.unknown()), 'object'],
  [z.array(z.array(z.number())), 'number[][]'],
])('a type is told in few words', (schema, text) => {
  expect(typeText(schemaOf(schema, 'output'))).toBe(text);
});
