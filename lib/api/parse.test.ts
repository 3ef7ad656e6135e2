import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { issueLine } from '@/lib/schemas';
import { ENDPOINTS } from './endpoints';
import { parseQuery } from './parse';

const ask = (query: string, schema: z.ZodObject = ENDPOINTS.questions.query) =>
  parseQuery(schema, new URLSearchParams(query));

/** The line that a query is refused with. */
function refusal(query: string, schema?: z.ZodObject): string {
  try {
    ask(query, schema);
  } catch (error) {
    if (error instanceof z.ZodError) return issueLine(error);
    throw error;
  }
  throw new Error(`${query} was taken`);
}

const OF = 'target=house-a&task=patch';

describe('a query of the API', () => {
  it('takes filters any number of times, and leaves blanks out', () => {
    expect(ask(`${OF}&facet=layer:1&facet=layer:2&facet=&q=`)).toEqual({
      ...{ target: 'house-a', task: 'patch', limit: 50 },
      ...{ facet: ['layer:1', 'layer:2'], verdict: [] },
    });
  });

  it.each([
    [
      'self=right',
      /^"self" is not taken here: this address takes target, task, facet, verdict, q, sort, fields/,
    ],
    ['constructor=1', /^"constructor" is not taken here/],
    ['__proto__=1', /^"__proto__" is not taken here/],
    ['target=house-b', /^"target" is given more than once/],
    ['limit=0', /^limit: must be a whole number from 1 to 200$/],
    ['limit=2.5', /^limit: must be a whole number from 1 to 200$/],
    ['limit=many', /^limit: must be a whole number from 1 to 200$/],
    ['facet=2', /^facet\.0: must be a facet and its value, as in layer:2$/],
    ['fields=id,nothing', /^fields: there is no field nothing; there are id, task, targetId, /],
    ['fields=,', /^fields: names no field; there are id, /],
    // Maps are for one question, or for an export that asks for them.
    ['fields=detail', /^fields: there is no field detail/],
    ['sort=density', /^sort: this task sorts by nothing$/],
    ['sort=a:b', /^sort: must be something that the task sorts by/],
    ['cursor=%00', /^cursor: contains characters that cannot be stored$/],
  ])('refuses %s by what it takes instead', (query, line) => {
    expect(refusal(`${OF}&${query}`)).toMatch(line);
  });

  it('names a target and a task, and the tasks there are', () => {
    expect(refusal('task=patch')).toBe('target: name a target, as in ?target=house2-b');
    expect(refusal('target=house-a')).toBe('task: name a task, as in ?task=patch');
    expect(refusal('target=house-a&task=riddle')).toMatch(
      /^task: there is no task riddle; there are patch, /,
    );
    expect(refusal('target=a%00b&task=patch')).toBe('target: contains characters that cannot be stored');
  });

  it('names each field once, in the order in which they are asked for', () => {
    expect(ask(`${OF}&fields=truth,%20id,truth`)).toMatchObject({ fields: ['truth', 'id'] });
  });

  it('chooses no fields of a table', () => {
    const schema = ENDPOINTS.exportQuestions.query;
    expect(refusal(`${OF}&format=csv&fields=id`, schema)).toMatch(
      /^fields: chooses among the fields of lines/,
    );
    expect(refusal(`${OF}&format=xml`, schema)).toBe('format: must be one of ndjson, csv');
    expect(ask(`${OF}&fields=detail`, schema)).toMatchObject({ fields: ['detail'], format: 'ndjson' });
  });
});
