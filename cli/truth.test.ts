import { describe, expect, it } from 'vitest';
import type { AnyMeasure, LoadedModel } from '@/lib/task/measure';
import { measureDetails } from './truth';
import type { TruthRow } from './truth-rows';

describe('what pages draw of questions', () => {
  const rows = ['a1', 'a2', 'b1'].map((body): TruthRow => ({
    ...{ id: `id of ${body}`, split: 'test', body, truth: null },
    given: { ids: [], vector: null },
  }));
  const detail: AnyMeasure['detail'] = async (_, body) => ({
    detail: `drawn of ${String(body)}`,
    givenAt: () => null,
  });
  const details = async (how: Pick<AnyMeasure, 'detail' | 'detailKey'>) => [
    ...(await measureDetails(how as AnyMeasure, {} as LoadedModel, rows)).entries(),
  ];

  it('is measured for each question by itself where its task has no key for it', async () => {
    expect(await details({ detail })).toEqual(
      ['a1', 'a2', 'b1'].map((body) => [`id of ${body}`, `drawn of ${body}`]),
    );
  });

  it('is measured once for the questions of one key', async () => {
    const found = await details({ detail, detailKey: (body) => String(body)[0]! });
    expect(found.map(([key]) => key)).toEqual(['a', 'b']);
  });

  it('is nothing for a task that draws nothing', async () => {
    expect(await details({})).toEqual([]);
  });
});
