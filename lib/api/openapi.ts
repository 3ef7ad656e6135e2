import { type Endpoint, problemSchema, typeOf } from './endpoint';
import { ENDPOINTS } from './endpoints';
import { answerSchemaOf, type Json, parametersOf, schemaOf, taskSchemas } from './json-schema';
import { API } from './paths';
import { PROBLEM_TYPE, PROBLEMS, type ProblemStatus } from './problem';

/** The OpenAPI 3.1 document of the API. */
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
        'Everything that the pages show. Lists answer by the page, exports as lines of JSON; errors are problem details ' +
        '(RFC 9457) with one clear line in `detail`. Answers with an ETag change only with the bundle in the store.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: API }],
    paths,
    components: { schemas: { Problem: schemaOf(problemSchema, 'output'), ...taskSchemas() } },
  };
}

function operation(endpoint: Endpoint): Json {
  const { id, group, summary, params, query, body, many, other = [], status, errors = [] } = endpoint;
  const schema = answerSchemaOf(endpoint);
  const answer = { [typeOf(endpoint)]: { schema } };
  const others = Object.fromEntries(other.map((type) => [type, { schema: { type: 'string' } }]));
  return {
    operationId: id,
    summary,
    tags: [group],
    parameters: [
      ...parametersOf(params, 'path').map((parameter) => ({ ...parameter, in: 'path' })),
      ...parametersOf(query, 'query').map((parameter) => ({
        ...parameter,
        in: 'query',
        ...(parameter.schema.type === 'array' && { style: 'form', explode: true }),
      })),
    ],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: {
      [status]: {
        description: many ? `${summary}; each of the ${many} is of this schema` : summary,
        ...(body && { headers: RATE_LIMITS }),
        content: { ...answer, ...others },
      },
      ...Object.fromEntries(
        statusesOf(errors).map((code) => [
          code,
          {
            description: `${PROBLEMS[code].title}. ${PROBLEMS[code].meaning}`,
            headers: { ...(body && code !== 503 && RATE_LIMITS), ...(RETRIED.includes(code) && RETRY) },
            content: PROBLEM,
          },
        ]),
      ),
    },
  };
}

const PROBLEM = { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } };

/** Errors after which another try may do. */
const RETRIED: readonly ProblemStatus[] = [429, 503];
const RETRY = { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } };

/** What the handler of what is written says in any answer. */
const RATE_LIMITS = {
  'RateLimit-Policy': {
    description: 'Each limit: of `q` requests in `w` seconds',
    schema: { type: 'string' },
  },
  RateLimit: {
    description: 'Where the caller stands: `r` are left, in `t` seconds there are more',
    schema: { type: 'string' },
  },
};

/** The errors that an endpoint may answer with, in order. */
export const statusesOf = (errors: readonly ProblemStatus[]): ProblemStatus[] =>
  [...new Set<ProblemStatus>([400, ...errors, 500, 503])].sort((a, b) => a - b);
