import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { parseSidecar } from '@/lib/explainer/sidecar';
import { adapterParameters, initialAdapter } from '@/lib/model/lora';
import { tiedQwen3 } from '@/lib/model/model-config';
import { readAdapter } from '@/lib/model/peft';
import { adapterFolder } from './explainers';
import { keepAdapter } from './train-adapter';
import type { TrainInputs } from './train-inputs';

it('an adapter that was trained is kept as PEFT reads it, with the hash of the weights that it learned with', async () => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-adapter-'));
  const before = process.cwd();
  process.chdir(home);
  onTestFinished(async () => {
    process.chdir(before);
    vi.restoreAllMocks();
    await rm(home, { recursive: true, force: true });
  });
  const config = tiedQwen3({ dModel: 8, dFeedForward: 12, layers: 1, heads: 2, maxPositions: 16, vocab: 20 });
  const lora = { rank: 2, alpha: 4, targets: 'all-linear' };
  let drawn = 0;
  const adapter = initialAdapter(config, lora, () => (drawn += 0.37) % 1);
  const sidecar = {
    ...{
      format: 2,
      id: 't.patch.b.5.lora2',
      task: 'patch',
      target: 't',
      base: 'b',
      kinship: 'self',
      sees: 'vector',
    },
    ...{ wordings: ['{v}'], injection: { begin: '<', vector: '-', end: '>' }, cells: [], trainExamples: 5 },
    ...{ trainingDataHash: 'd', runId: 'r' },
  };
  const inputs = { base: { config, hash: 'a'.repeat(64) }, sidecar } as unknown as TrainInputs;
  await keepAdapter(inputs, lora, adapterParameters(adapter));
  const read = (name: string) => readFile(path.join(adapterFolder(sidecar.id), name));
  const settings = (await read('adapter_config.json')).toString();
  expect(JSON.parse(settings)).toMatchObject({ peft_type: 'LORA', r: 2, base_model_name_or_path: 'b' });
  const again = readAdapter(config, settings, await read('adapter_model.safetensors'));
  expect(adapterParameters(again)).toEqual(adapterParameters(adapter));
  expect(parseSidecar((await read('explainer.json')).toString())).toEqual({
    ...sidecar,
    baseHash: 'a'.repeat(64),
  });
});
