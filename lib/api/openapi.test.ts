import { readdirSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { ENDPOINTS } from './endpoints';
import { openApi } from './openapi';

const document = openApi() as {
  paths: Record<
    string,
    Record<string, { operationId: string; parameters: { name: string; required: boolean }[] }>
  >;
  components: { schemas: Record<string, object> };
};

describe('the OpenAPI document', () => {
  it('has every endpoint once, and no two of one name', () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((operation) => operation.operationId),
    );
    expect(ids.sort()).toEqual(
      Object.values(ENDPOINTS)
        .map(({ id }) => id)
        .sort(),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a route for every path, and a path for every route', () => {
    const root = path.resolve('app/api/v1');
    const routes = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => path.basename(file) === 'route.ts')
      .map((file) => `/${path.dirname(file).split(path.sep).join('/')}`.replace(/\[(\w+)\]/g, '{$1}'));
    const described = Object.keys(document.paths);
    expect(
      routes
        .filter((route) => route !== '/openapi.json' && route !== '/{path}' && route !== '/{path}/{id}')
        .sort(),
    ).toEqual(described.sort());
  });

  it('says which parameters must be there', () => {
    const { parameters } = document.paths['/questions']!.get!;
    expect(parameters.filter(({ required }) => required).map(({ name }) => name)).toEqual(['target', 'task']);
  });

  it('has schemas that a validator can read, those of tasks among them', () => {
    const ajv = new Ajv2020({ strict: false });
    expect(Object.keys(document.components.schemas)).toContain('patch.body');
    for (const schema of Object.values(document.components.schemas))
      expect(() => ajv.compile(schema)).not.toThrow();
  });
});
