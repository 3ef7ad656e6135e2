import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadEngine } from '@/lib/engine/load';
import { readWhole } from '@/lib/engine/node-folder';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { readSae, SAE_FILES } from '@/lib/sae/folder';
import { directionOf } from '@/lib/sae/latent';
import { siteName } from '@/lib/sae/site';
import { bundleFolder, readBundle } from '@/lib/store/bundle';
import type { BundleItem } from '@/lib/store/records';
import { featureBodySchema } from '@/lib/task/feature/schemas';
import { measureOf } from '@/lib/task/measures';
import type { Given } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import { testRuntime } from '@/test/support/evaluate-graph';
import { unfoldMap } from './map';
import { parseSidecar } from './sidecar';
import { explain } from './trained';

/** Questions that each explainer is asked again. */
const ASKED = 12;

const MODELS = path.join('public', 'models');
const manifest = await readFile(path.join(MODELS, 'explainers', 'manifest.json'), 'utf8');
const ids = (JSON.parse(manifest) as { explainers: string[] }).explainers;
const { content } = await readBundle(bundleFolder('.'));

it('are those that the manifest lists, one of self and one of other for each task at least', () => {
  const roles = ids.map((id) => content.explainers.find((e) => e.id === id)!);
  for (const task of new Set(content.items.map((item) => item.task)))
    expect(roles.filter((e) => e.task === task && e.sees === 'vector').length).toBeGreaterThan(1);
});

const load = async (id: string, base?: string) => {
  const read = readWhole(path.join(MODELS, id), base && path.join(MODELS, base));
  return {
    engine: await loadEngine(testRuntime(), read),
    tokenizer: parseTokenizer(
      String(await read('tokenizer.json')),
      String((await read('tokenizer_config.json')) ?? '{}'),
    ),
  };
};

/** What an explainer is given to a recorded question, taken anew from the target, or from its autoencoder. */
async function givenTo(target: Awaited<ReturnType<typeof load>>, item: BundleItem): Promise<Given> {
  if (item.task !== 'feature') {
    const [measured] = await (await measureOf(item.task)).measure(target, [item.body]);
    return measured!.given;
  }
  const { site: kind, layer, latent } = featureBodySchema.parse(item.body);
  const folder = path.join(MODELS, item.targetId, 'sae', siteName({ kind, layer }));
  const read = (name: string) => readFile(path.join(folder, name));
  const sae = readSae(String(await read(SAE_FILES.config)), await read(SAE_FILES.weights));
  return { ids: [], vector: directionOf(sae, latent, (item.detail as { length: number }).length) };
}

describe.each(ids)('the shipped explainer %s', async (id) => {
  const sidecar = parseSidecar(await readFile(path.join(MODELS, 'explainers', id, 'explainer.json'), 'utf8'));
  const task = taskOf(sidecar.task);
  const target = await load(sidecar.target);
  const { engine, tokenizer } = await load(path.join('explainers', id), sidecar.base);
  afterAll(async () => {
    await engine.dispose();
    await target.engine.dispose();
  });
  // Of other splits nobody was asked.
  const own = content.items.filter(
    (item) => item.task === task.id && item.targetId === sidecar.target && item.split === 'test',
  );
  const items = own.filter((_, i) => i % Math.floor(own.length / ASKED) === 0).slice(0, ASKED);
  const questions = await Promise.all(
    items.map(async (item) => ({ body: item.body, given: await givenTo(target, item) })),
  );
  const ask = (asked: typeof questions) => explain(task, { engine, tokenizer, style: sidecar }, asked);
  const textsOf = (answers: Awaited<ReturnType<typeof ask>>) => answers.map(({ text }) => text);

  const mapped = own.flatMap((item) => {
    const map = item.maps?.find(({ explainerId }) => explainerId === id);
    return map ? [{ item, map }] : [];
  });

  // Maps are of places, which patching alone has.
  if (task.places)
    it('says again of recorded cells what its maps say', async () => {
      expect(mapped.length).toBeGreaterThan(0);
      const how = await measureOf(task.id);
      for (const { item, map } of [mapped[0]!, mapped.at(-1)!]) {
        const { givenAt } = await how.detail!(target, item.body);
        const said = unfoldMap(task, item, map).filter((_, i) => i % 7 === 0);
        const asked = said.map(([place]) => ({
          body: task.at!(item.body, item.detail, place)!.body as BundleItem['body'],
          given: givenAt(place)!,
        }));
        const answers = await ask(asked);
        expect(textsOf(answers)).toEqual(said.map(([, { text }]) => text));
        for (const [i, { logProbability }] of answers.entries())
          expect(Math.abs(logProbability - said[i]![1].logProbability!)).toBeLessThan(0.006);
      }
    });

  it('says again, letter by letter, what is on record', async () => {
    const recorded = items.map(({ explanations }) => explanations.find((e) => e.explainerId === id)!);
    const answers = await ask(questions);
    expect(textsOf(answers)).toEqual(recorded.map(({ text }) => text));
    for (const [i, { logProbability }] of answers.entries())
      expect(Math.abs(logProbability - recorded[i]!.logProbability!)).toBeLessThan(1e-3);
  });

  it(
    sidecar.sees === 'no-vector' ? 'never sees the vector' : 'reads the vector, where there is one',
    async () => {
      const vectors = questions.map(({ given }) => given.vector);
      const exchanged = questions.map((question, i) => ({
        ...question,
        given: { ...question.given, vector: vectors[(i + 1) % vectors.length]! },
      }));
      const [before, after] = [textsOf(await ask(questions)), textsOf(await ask(exchanged))];
      if (sidecar.sees === 'no-vector' || vectors[0] === null) expect(after).toEqual(before);
      else expect(after).not.toEqual(before);
    },
  );

  it('is of the width of its target, as the sidecar says', () => {
    expect(engine.info.dModel).toBe(target.engine.info.dModel);
    expect(sidecar.id).toBe(id);
    expect(sidecar.kinship === 'self').toBe(sidecar.base === sidecar.target);
    expect(sidecar.cells.length).toBeGreaterThan(3);
  });
});
