import { z } from 'zod';
import { formsOf } from '@/lib/task/forms';
import type { AnyTask } from '@/lib/task/task';
import { allTasks } from '@/lib/task/tasks';
import type { Endpoint } from './endpoint';

/** The schemas of the API as JSON Schema 2020-12, as Zod writes them: what the document and the page about the API say. */

export type Json = Record<string, unknown>;

export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

/** A parameter of an address. */
export interface Parameter {
  name: string;
  required: boolean;
  schema: Json;
  description: string;
}

export function parametersOf(object: z.ZodObject | undefined, place: 'path' | 'query'): Parameter[] {
  if (!object) return [];
  const { properties = {}, required = [] } = schemaOf(object, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    required: place === 'path' || required.includes(name),
    schema,
    description: String(description ?? ''),
  }));
}

const PARTS = ['body', 'truth', 'detail'] as const;
type Part = (typeof PARTS)[number];

export const partName = ({ id }: AnyTask, part: Part): string => `${id}.${part}`;

/** What each task makes of `body`, `truth` and `detail`. */
export function taskSchemas(): Record<string, Json> {
  return Object.fromEntries(
    allTasks().flatMap((task) =>
      PARTS.map((part) => [partName(task, part), schemaOf(formsOf(task)[part], 'output')]),
    ),
  );
}

/** What an endpoint answers, or a line of it, with the parts that depend on the task of a question spelt out. */
export function answerSchemaOf({ answer, many, selects }: Endpoint): Json {
  const schema = schemaOf(answer, 'output') as { properties?: Record<string, Json> };
  const one = (item: Json) => (selects ? selectable(withTasks(item)) : withTasks(item));
  const items = schema.properties?.items as { items?: Json } | undefined;
  if (many || !items?.items) return one(schema);
  return { ...schema, properties: { ...schema.properties, items: { ...items, items: one(items.items) } } };
}

/** The whole of it, or those of its fields that `fields` named. */
function selectable(whole: Json): Json {
  const { required: _, ...part } = whole;
  return { anyOf: [whole, part] };
}

function withTasks(schema: Json): Json {
  const { properties } = schema as { properties?: Record<string, Json> };
  if (!properties || !('body' in properties && 'truth' in properties)) return schema;
  const anyOf = (part: Part) =>
    allTasks().map((task) => ({ $ref: `#/components/schemas/${partName(task, part)}` }));
  return {
    ...schema,
    properties: {
      ...properties,
      body: { anyOf: anyOf('body') },
      truth: { anyOf: anyOf('truth') },
      ...('detail' in properties && { detail: { anyOf: [...anyOf('detail'), { type: 'null' }] } }),
    },
  };
}
