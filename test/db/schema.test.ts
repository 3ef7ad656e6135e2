import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { migratedStore, query, root } from './database';

const TYPES: Record<string, string> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double precision',
  Boolean: 'boolean',
  Json: 'jsonb',
  DateTime: 'timestamp with time zone',
};
const ELEMENTS: Record<string, string> = { String: '_text', Int: '_int4', Float: '_float8' };

interface Model {
  name: string;
  lines: string[];
}

async function models(): Promise<Model[]> {
  const schema = await readFile(`${root}/prisma/schema.prisma`, 'utf8');
  return [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => ({
    name,
    lines: body.split('\n').map((line) => line.trim()),
  }));
}

it('has in the migrations every table and column of the Prisma schema, with its type, and no other', async () => {
  const { url } = await migratedStore();
  const columns = await query(
    url,
    `SELECT table_name || '.' || column_name || ' ' || CASE data_type WHEN 'ARRAY' THEN udt_name ELSE data_type END
       || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END AS column
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
  );
  const wanted = (await models()).flatMap(({ name, lines }) =>
    lines.flatMap((line) => {
      const [, field, type = '', mark] = /^(\w+)\s+(\w+)(\[\]|\?)?/.exec(line) ?? [];
      if (!field || !(type in TYPES)) return [];
      // Prisma makes lists nullable in SQL and reads NULL as an empty one.
      if (mark === '[]') return [`${name}.${field} ${ELEMENTS[type]} null`];
      return [`${name}.${field} ${TYPES[type]}${mark === '?' ? ' null' : ''}`];
    }),
  );
  expect(wanted.length).toBeGreaterThan(60);
  expect(columns.map((row) => row.column).sort()).toEqual(wanted.sort());
});

it('has in the migrations every index of the Prisma schema, and no other', async () => {
  const { url } = await migratedStore();
  const found = await query(
    url,
    `SELECT tablename || ': ' || regexp_replace(replace(indexdef, '"', ''), '^.* USING ', '') AS index
     FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey'`,
  );
  const wanted = (await models()).flatMap(({ name, lines }) =>
    lines.flatMap((line) => {
      const [, fields, gin] = /^@@index\(\[(.*?)\](, type: Gin)?\)$/.exec(line) ?? [];
      if (!fields) return [];
      const list = fields.replace(/\(ops: raw\("(\w+)"\)\)/, ' $1');
      return [`${name}: ${gin ? 'gin' : 'btree'} (${list})`];
    }),
  );
  expect(wanted.length).toBeGreaterThan(8);
  expect(found.map((row) => row.index).sort()).toEqual(wanted.sort());
});
