import fc from 'fast-check';

/** Text as somebody writes it who wishes us ill, or by mistake. */
export const hostile = fc.oneof(
  fc.constantFrom(
    `'; DROP TABLE "Question"; --`,
    `' OR '1'='1`,
    `" UNION SELECT "value" FROM "Meta" --`,
    `$1`,
    `\\'; SELECT pg_sleep(9); --`,
    `x'); DELETE FROM "Truth" WHERE true; --`,
    '\0',
    'a\0b',
    '%',
    '_%_',
    '\\',
    '../../../etc/passwd',
    '{{7*7}}',
    '<script>alert(1)</script>',
    '__proto__',
    'constructor',
    'NaN',
    '1e309',
    '-1',
    '0x10',
    'null',
    '[]',
    '\u202e\u0000\ufeff',
    'x'.repeat(5000),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);

const KNOWN: Record<string, readonly string[]> = {
  target: ['fixture-a', 'fixture-b'],
  task: ['patch', 'ablate', 'riddle'],
  facet: ['layer:1', 'split:test', 'relation:capital', ':', 'layer:', `layer:' OR true --`],
  verdict: ['fixture-self:right', 'fixture-other:partly', `' OR true --:right`, ':wrong'],
  q: ['subject1', 'sou', `100%'`, '   '],
  fields: ['id', 'id,title', 'detail', 'maps', 'facets,id', 'id;title'],
  cursor: ['0~x', '5~000', `3~' OR true --`, '999999999~z', '9999999999~z', '1~\0'],
  limit: ['1', '200', '201', '1.5', '١'],
  format: ['csv', 'ndjson', 'xml'],
  split: ['test', 'train', 'all'],
  slice: ['all', 'position:last', `' OR true --`],
  metric: ['exactMatch', 'beauty'],
  explainer: ['fixture-self', 'fixture-self-small', 'nobody'],
};

const known = new Map(Object.entries(KNOWN));
const parameter = fc
  .constantFrom(...known.keys(), 'self', '__proto__', 'constructor')
  .chain((name) =>
    fc.tuple(fc.constant(name), fc.oneof(fc.constantFrom(...(known.get(name) ?? ['x'])), hostile)),
  );

/** Mostly of a target and a task, so that what follows reaches the store. */
export const queryText = fc.oneof(
  { weight: 6, arbitrary: fc.array(parameter, { maxLength: 5 }).map((rest) => toText(rest, true)) },
  { weight: 2, arbitrary: fc.array(parameter, { maxLength: 6 }).map((rest) => toText(rest, false)) },
  { weight: 1, arbitrary: fc.webQueryParameters() },
);

function toText(parameters: [string, string][], named: boolean): string {
  const rest = named ? parameters.filter(([name]) => name !== 'target' && name !== 'task') : parameters;
  const all = named ? [['target', 'fixture-a'], ['task', 'patch'], ...rest] : rest;
  return all.map(([name, value]) => `${encoded(name!)}=${encoded(value!)}`).join('&');
}

/** A lone surrogate has no form in an address. */
export const encoded = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
