import type { Json } from './json-schema';

/** A JSON Schema as somebody would write it down: a line a field, with its type and what it means. */
export interface OutlineLine {
  depth: number;
  text: string;
  note: string;
}

/** What a schema says of the fields of an object, or of the items of a list. */
export function outlineOf(schema: Json): OutlineLine[] {
  return linesOf('', schema, 0);
}

/** A type in one word or few: `string | null`, `"right" | "wrong"`, `Explanation[]`. */
export function typeText(schema: Json): string {
  const { $ref, enum: values, const: only, anyOf, oneOf, type, items, format } = schema as Schema;
  if ($ref) return $ref.slice($ref.lastIndexOf('/') + 1);
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (only !== undefined) return JSON.stringify(only);
  const either = anyOf ?? oneOf;
  if (either) return [...new Set(either.map(typeText))].join(' | ');
  if (Array.isArray(type)) return type.join(' | ');
  if (type === 'array') return listOf(typeText(items ?? {}));
  if (type === 'object') return mapText(schema);
  if (type === 'string' && format === 'date-time') return 'date';
  return type ?? 'any';
}

interface Schema {
  $ref?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Json[];
  oneOf?: Json[];
  type?: string | string[];
  items?: Json;
  prefixItems?: Json[];
  format?: string;
  description?: string;
  properties?: Record<string, Json>;
  required?: string[];
  additionalProperties?: Json | boolean;
}

const listOf = (text: string): string => (text.includes(' ') ? `(${text})[]` : `${text}[]`);

function mapText(schema: Json): string {
  const { additionalProperties, properties } = schema as Schema;
  if (properties) return '{ … }';
  const values = typeof additionalProperties === 'object' ? typeText(additionalProperties) : 'any';
  return values === 'any' ? 'object' : `{ [name]: ${values} }`;
}

function linesOf(name: string, schema: Json, depth: number): OutlineLine[] {
  const note = String((schema as Schema).description ?? '');
  const { object, before, after } = opened(schema);
  const fields = Object.entries((object as Schema | null)?.properties ?? {});
  if (!object || fields.length === 0) return [{ depth, text: `${name}${typeText(schema)}`, note }];
  const { required = [] } = object as Schema;
  return [
    { depth, text: `${name}${before}{`, note },
    ...fields.flatMap(([field, inner]) =>
      linesOf(`${field}${required.includes(field) ? '' : '?'}: `, inner, depth + 1),
    ),
    { depth, text: `}${after}`, note: '' },
  ];
}

/** The object whose fields are told, where the schema is one, a list of it, or either that or null. */
function opened(schema: Json): { object: Json | null; before: string; after: string } {
  const { anyOf, type, items, properties } = schema as Schema;
  if (properties) return { object: schema, before: '', after: '' };
  if (type === 'array' && items) {
    const { object, before, after } = opened(items);
    // A list of what may be null, and not a list that may be.
    if (after.endsWith('null')) return { object, before: `(${before}`, after: `${after})[]` };
    return { object, before, after: `${after}[]` };
  }
  const others = anyOf?.filter((one) => one.type !== 'null') ?? [];
  if (anyOf && others.length === 1) {
    const inner = opened(others[0]!);
    return { ...inner, after: `${inner.after} | null` };
  }
  return { object: null, before: '', after: '' };
}
