import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { readBundle } from '@/lib/store/bundle';
import { readManifest } from '@/lib/store/bundle-manifest';
import { migrate, readMigrations } from '@/lib/store/migrate';

/** Targets of the store that is measured, each with the share of all questions at which its own end. */
export const TARGETS = { 'target-a': 0.5, 'target-b': 0.75, 'target-c': 0.9, 'target-d': 1 };
export const EXPLAINERS = ['self.8000', 'other.8000', 'no-vector.8000', 'text-oracle', 'majority'];
export const explainerOf = (target: string, name: string): string => `${target}.patch.${name}`;
const SAMPLES = 500;

/**
 * Fills an empty database with made-up questions in the shape of the shipped ones: their bodies, truths and maps, texts about
 * their subjects, facets and verdicts with a skew, five explanations each. Everything follows from the number of a
 * question, so that two runs have the same rows.
 */
export async function fill(url: string, questions: number): Promise<void> {
  await migrate(url, await readMigrations('prisma/migrations'));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `SET maintenance_work_mem = '512MB'; SET work_mem = '64MB'; SET synchronous_commit = off`,
    );
    const restore = await dropIndexes(client);
    await addPeople(client);
    await addSamples(client);
    await client.query(MADE_UP);
    for (const statement of [madeOf(questions), QUESTIONS, TRUTHS, EXPLANATIONS])
      await client.query(statement);
    await client.query('DROP TABLE made, sample, subject');
    for (const statement of [...restore, COUNTS, EVALUATIONS, 'VACUUM ANALYZE'])
      await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Has the app take the database for one that holds the shipped bundle, which it would else write over what is made up. */
export async function holdBundle(url: string): Promise<void> {
  const manifest = await readManifest(path.join('data', 'bundle'));
  if (!manifest) throw new Error('data/bundle holds no bundle.');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO "Meta" (key, value) VALUES ('bundle', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      [JSON.stringify({ version: manifest.version, createdBy: 'bench', rows: {} })],
    );
  } finally {
    await client.end();
  }
}

/** Drops the indexes and references of the large tables; gives what makes them again, which is faster than keeping them. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const tables = `('"Question"'::regclass, '"Truth"'::regclass, '"Explanation"'::regclass)`;
  const { rows } = await client.query<{ drop: string; make: string }>(`
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make
    FROM pg_constraint WHERE contype = 'f' AND conrelid IN ${tables}
    UNION ALL
    SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index WHERE NOT indisprimary AND indrelid IN ${tables}`);
  for (const { drop } of rows) await client.query(drop);
  // It would come in between, and again at the end.
  for (const table of ['Question', 'Truth', 'Explanation'])
    await client.query(`ALTER TABLE "${table}" SET (autovacuum_enabled = false)`);
  // References need the keys, and come last.
  return rows
    .map(({ make }) => make)
    .sort((a, b) => Number(a.includes('FOREIGN')) - Number(b.includes('FOREIGN')));
}

/** Models and explainers: those shown, and points of a scaling curve. */
async function addPeople(client: pg.Client): Promise<void> {
  for (const [at, target] of Object.keys(TARGETS).entries()) {
    await client.query(
      `INSERT INTO "Model" VALUES ($1, $2, $1, 'llama', 1000000, 4, 128, 2560, '/m', 'h', '[]', 'r', 'bench')`,
      [target, at],
    );
    for (const [ordinal, name] of [...EXPLAINERS, 'self.2000', 'other.2000'].entries())
      await client.query(
        `INSERT INTO "Explainer" (id, ordinal, "targetId", task, sees, shown, bundle)
         VALUES ($1, $2, $3, 'patch', 'vector', $4, 'bench')`,
        [explainerOf(target, name), ordinal, target, ordinal < EXPLAINERS.length],
      );
  }
}

/** Real questions, to take bodies, truths and maps from, and the subjects of the facts. */
async function addSamples(client: pg.Client): Promise<void> {
  const { content } = await readBundle(path.join('data', 'bundle'));
  const samples = content.items
    .slice(0, SAMPLES)
    .map(({ body, truth, detail }, n) => ({ n, body, truth, detail }));
  await client.query('CREATE UNLOGGED TABLE sample (n int, body jsonb, truth jsonb, detail jsonb)');
  await client.query('INSERT INTO sample SELECT * FROM json_populate_recordset(NULL::sample, $1::json)', [
    JSON.stringify(samples),
  ]);
  const facts = (await readFile(path.join('data', 'facts.tsv'), 'utf8')).trimEnd().split('\n').slice(1);
  const subjects = [...new Set(facts.map((fact) => fact.split('\t')[1]!))];
  await client.query(
    'CREATE UNLOGGED TABLE subject AS SELECT name, n - 1 AS n FROM unnest($1::text[]) WITH ORDINALITY t(name, n)',
    [subjects],
  );
}

/** `u(i, k)`: the k-th number in [0, 1) of question i; and what a number chooses. */
const MADE_UP = `
  CREATE FUNCTION u(i bigint, k bigint) RETURNS float8 IMMUTABLE LANGUAGE sql AS
    $$ SELECT (hashint8extended(i, k) & 2147483647)::float8 / 2147483648 $$;
  CREATE FUNCTION pick(x float8, words text[]) RETURNS text IMMUTABLE LANGUAGE sql AS
    $$ SELECT words[1 + floor(x * cardinality(words))::int] $$;
  CREATE FUNCTION verdict(x float8) RETURNS text IMMUTABLE LANGUAGE sql AS
    $$ SELECT CASE WHEN x < .5 THEN 'right' WHEN x < .7 THEN 'partly' WHEN x < .995 THEN 'wrong' ELSE 'unknown' END $$`;

const RELATIONS = `ARRAY['capital', 'century', 'continent', 'country', 'currency', 'demonym', 'kind', 'language', 'nation',
  'nationality', 'occupation', 'state', 'topic', 'type']`;

// In the order of the list, as an import writes them. Skewed as words are: the first relation has a fourth of all questions, the last a thirtieth; one is rare.
const madeOf = (questions: number) => `
  CREATE UNLOGGED TABLE made AS
  SELECT i, substr(md5('question ' || i), 1, 12) AS id,
    CASE ${Object.entries(TARGETS)
      .map(([target, upTo]) => `WHEN i < ${upTo * questions} THEN '${target}'`)
      .join(' ')} END AS target,
    CASE WHEN u(i, 9) < .0002 THEN 'rare' ELSE pick(power(u(i, 2), 2), ${RELATIONS}) END AS relation,
    floor(power(u(i, 3), 1.5) * 12)::int AS layer,
    pick(power(u(i, 4), 2), ARRAY['last', 'subject-final', 'relation', 'other']) AS position,
    pick(u(i, 5), ARRAY['same-relation', 'same-object', 'other-relation']) AS pair,
    pick(power(u(i, 6), 2), ARRAY['test', 'validation', 'train']) AS split,
    a.name AS subject, b.name AS other
  FROM generate_series(0, ${questions} - 1) i
    CROSS JOIN (SELECT count(*) AS n FROM subject) s
    JOIN subject a ON a.n = floor(u(i, 7) * s.n)::int
    JOIN subject b ON b.n = floor(u(i, 8) * s.n)::int
  ORDER BY i`;

const QUESTIONS = `
  INSERT INTO "Question"
  SELECT id, 'patch', target, i, split, subject || ', patched from ' || other, said.text || E'\\n' || said.source,
    ARRAY['relation:' || relation, 'layer:' || layer, 'position:' || position, 'pair:' || pair,
      'cell:' || layer || '/' || position, 'split:' || split,
      ${EXPLAINERS.map((name, at) => `target || '.patch.${name}:' || verdict(u(i, ${10 + at}))`).join(', ')}],
    sample.body || to_jsonb(said), 'bench'
  FROM made JOIN sample ON sample.n = i % ${SAMPLES},
    LATERAL (SELECT 'The ' || relation || ' of ' || subject || ' is' AS text,
      'The ' || pick(u(i, 2), ${RELATIONS}) || ' of ' || other || ' is' AS source) said
  ORDER BY i`;

const TRUTHS = `
  INSERT INTO "Truth" SELECT id, truth, detail, 'bench', 'bench'
  FROM made JOIN sample ON sample.n = i % ${SAMPLES} ORDER BY i`;

const EXPLANATIONS = `
  INSERT INTO "Explanation"
  SELECT id, target || '.patch.' || name, 'The most likely output would change to <<<' || other || '>>>.',
    verdict(u(i, 9 + at)), 'cpu', -u(i, 19 + at), 'bench'
  FROM made, unnest(ARRAY[${EXPLAINERS.map((name) => `'${name}'`).join(', ')}]) WITH ORDINALITY e(name, at)`;

const COUNTS = `
  INSERT INTO "FacetCount" SELECT "targetId", "task", facet, count(*), 'bench'
  FROM "Question", unnest("facets" || ''::text) facet GROUP BY 1, 2, 3`;

// Every explainer and pair on every slice: relations, cells of layers and positions, both marginals, pairs of texts.
const EVALUATIONS = `
  INSERT INTO "Evaluation"
  SELECT e.id, coalesce(r.id, ''), 'test', slice, metric, 100, .5, .1, .4, .6, 'bench'
  FROM "Explainer" e LEFT JOIN "Explainer" r ON r."targetId" = e."targetId" AND e.id LIKE '%.self.8000',
    (SELECT DISTINCT coalesce(nullif(facet, ''), 'all') AS slice FROM "FacetCount" WHERE facet ~ '^(|(layer|position|pair|cell):.*)$') s,
    unnest(ARRAY['exactMatch', 'hasChangedF1', 'contentMatch', 'contentMatchChanged', 'valid']) metric`;
