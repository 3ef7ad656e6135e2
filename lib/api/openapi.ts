import { z } from 'zod';
import type { AnyTask } from '@/lib/task/task';
import { allTasks } from '@/lib/task/tasks';
import { ENDPOINTS, errorSchema, type Endpoint } from './endpoints';
import { API } from './paths';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the API, whose schemas are JSON Schema 2020-12 as Zod writes them. */
export function openApi(): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of Object.values(ENDPOINTS) as Endpoint[])
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(endpoint) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mirrorscope',
      version: '1',
      summary: 'What explainers say about language models, beside what is measured.',
      description:
        'Everything that the pages show. Lists answer by the page; errors are one clear line in `error`. ' +
        'Answers with an ETag change only with the bundle in the store.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: API }],
    paths,
    components: { schemas: { Error: schemaOf(errorSchema, 'output'), ...taskSchemas() } },
  };
}

function operation({ id, summary, params, query, body, answer, status, errors = [] }: Endpoint): Json {
  return {
    operationId: id,
    summary,
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    ...(body && { requestBody: { required: true, content: json(schemaOf(body, 'input')) } }),
    responses: {
      [status]: { description: summary, content: json(withTasks(schemaOf(answer, 'output'))) },
      ...Object.fromEntries(
        [400, ...errors, 500, 503].map((code) => [code, { description: MEANINGS[code], content: ERROR }]),
      ),
    },
  };
}

const json = (schema: Json): Json => ({ 'application/json': { schema } });
const ERROR = json({ $ref: '#/components/schemas/Error' });

const MEANINGS: Record<number, string> = {
  400: 'The request is not valid; the line names the parameter.',
  404: 'There is nothing of this name.',
  408: 'The body took too long to arrive.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  429: 'Too many requests; Retry-After says when to come again.',
  500: 'A fault of the server, which its log describes.',
  503: 'The store is away or the server is busy; Retry-After says when to come again.',
  507: 'There is no room for more links.',
};

function parametersOf(object: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (!object) return [];
  const { properties = {}, required = [] } = schemaOf(object, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
    ...(schema.type === 'array' && { style: 'form', explode: true }),
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

const bodyName = ({ id }: AnyTask, part: string): string => `${id}.${part}`;

/** What each task makes of `body`, `truth` and `detail`. */
function taskSchemas(): Record<string, Json> {
  return Object.fromEntries(
    allTasks().flatMap((task) =>
      (['body', 'truth', 'detail'] as const).map((part) => [
        bodyName(task, part),
        schemaOf(task.schema[part], 'output'),
      ]),
    ),
  );
}

/** An answer's schema with the parts that depend on the task of a question spelt out. */
function withTasks(schema: Json): Json {
  const { properties } = schema as { properties?: Record<string, Json> };
  if (!properties) return schema;
  const items = properties.items as { items?: Json } | undefined;
  if (items?.items)
    return { ...schema, properties: { ...properties, items: { ...items, items: withTasks(items.items) } } };
  if (!('body' in properties && 'truth' in properties)) return schema;
  const anyOf = (part: 'body' | 'truth' | 'detail') =>
    allTasks().map((task) => ({ $ref: `#/components/schemas/${bodyName(task, part)}` }));
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
