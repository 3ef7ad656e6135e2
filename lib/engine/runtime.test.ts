import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { Graph, add } from '@/lib/graph';
import { tinyModel } from '@/test/support/llama-tiny';
import type { Engine } from './engine';
import { createRuntime, type Runtime } from './runtime';
import { createEngine } from './session-engine';

/** ONNX Runtime as it is on the web: whatever is asked of it while it is at work fails. */
function singleInstance() {
  const state = { busy: 0, most: 0 };
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    state.most = Math.max(state.most, ++state.busy);
    try {
      if (state.busy > 1) throw new Error('Session already started');
      // The GPU works, and the instance is suspended.
      await new Promise((resolve) => setTimeout(resolve, 1));
      return await work();
    } finally {
      state.busy--;
    }
  };
  const InferenceSession = {
    create: (...args: Parameters<typeof ort.InferenceSession.create>) =>
      guarded(async () => {
        const session = await ort.InferenceSession.create(...args);
        return {
          run: (...run: Parameters<typeof session.run>) => guarded(() => session.run(...run)),
          release: () => guarded(() => session.release()),
        };
      }),
  };
  const parts = { InferenceSession, Tensor: ort.Tensor } as unknown as Parameters<typeof createRuntime>[0];
  const runtime = (provider: Runtime['provider']) =>
    createRuntime(parts, provider, { executionProviders: ['cpu'] });
  return { state, runtime };
}

const TEXT = [1, 2, 3, 4, 5];

/** Everything that an engine can be asked, at once. */
function askAll(engine: Engine) {
  const { layers, dModel } = engine.info;
  const vector = Float32Array.from({ length: dModel }, (_, i) => Math.sin(i));
  const positions = [1, 3];
  const vectors = Array.from({ length: layers + 1 }, () => positions.map(() => vector));
  return [
    () => engine.trace([TEXT], { hooks: ['resid'] }),
    () => engine.trace([TEXT]),
    () => engine.intervene([TEXT], [{ row: 0, layers: [1], position: 2, vector }]),
    () => engine.sweep(TEXT, { positions, vectors }),
    () => engine.generate([{ ids: TEXT }], { maxNewTokens: 4, stopIds: [] }),
  ] as const;
}

describe('what is asked of a runtime at once', () => {
  it.each(['webgpu', 'wasm'] as const)(
    'is done one after the other on %s, with the same results',
    async (provider) => {
      const { state, runtime } = singleInstance();
      const { config, parameters } = tinyModel('untied');
      const engine = createEngine(runtime(provider), config, parameters, 'tiny');
      const together = await Promise.all(askAll(engine).map((ask) => ask()));
      for (const [i, ask] of askAll(engine).entries()) expect(await ask()).toEqual(together[i]);
      await engine.dispose();
      expect(state.most).toBe(1);
    },
  );

  it('of two models shares one queue, and is not held up by a run that fails', async () => {
    const { state, runtime } = singleInstance();
    const one = runtime('webgpu');
    const { config, parameters } = tinyModel('untied');
    const engines = ['a', 'b'].map((hash) => createEngine(one, config, parameters, hash));
    const graph = new Graph();
    const x = graph.input('x', 'float32', [1]);
    graph.output('sum', add(x, x));
    const session = await one.compile(graph);
    const [failed, ...traced] = await Promise.allSettled([
      session.run({}, ['sum']),
      ...engines.map((engine) => engine.trace([TEXT])),
    ]);
    expect(failed.status).toBe('rejected');
    expect(traced.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(state.most).toBe(1);
    for (const engine of engines) await engine.dispose();
  });

  it('may overlap in Node, where each session has its own thread', async () => {
    const { state, runtime } = singleInstance();
    const { config, parameters } = tinyModel('untied');
    const engine = createEngine(runtime('cpu'), config, parameters, 'tiny');
    await engine.trace([TEXT]);
    const results = await Promise.allSettled([engine.trace([TEXT]), engine.trace([TEXT])]);
    expect(state.most).toBe(2);
    expect(results.some(({ status }) => status === 'rejected')).toBe(true);
    await engine.dispose();
  });
});

describe('what one run leaves for the next', () => {
  it.each([
    ['webgpu', true],
    ['wasm', false],
    ['cpu', false],
  ] as const)('on %s stays on a device of its own: %s', async (provider, stays) => {
    const asked: ort.InferenceSession.SessionOptions[] = [];
    const InferenceSession = {
      create: async (model: Uint8Array, options: ort.InferenceSession.SessionOptions) => {
        asked.push(options);
        return ort.InferenceSession.create(model, options);
      },
    };
    const parts = { InferenceSession, Tensor: ort.Tensor } as unknown as Parameters<typeof createRuntime>[0];
    const { config, parameters } = tinyModel('untied');
    const engine = createEngine(
      createRuntime(parts, provider, { executionProviders: ['cpu'] }),
      config,
      parameters,
      'tiny',
    );
    await engine.trace([TEXT]);
    await engine.generate([{ ids: TEXT }], { maxNewTokens: 2, stopIds: [] });
    await engine.dispose();
    const [traced, written] = asked.map(({ preferredOutputLocation }) => preferredOutputLocation);
    expect(traced).toBeUndefined();
    const keysAndValues = Array.from({ length: config.layers }, (_, block) => [
      [`present${block}.key`, 'gpu-buffer'],
      [`present${block}.value`, 'gpu-buffer'],
    ]).flat();
    expect(written).toEqual(stays ? Object.fromEntries(keysAndValues) : undefined);
  });
});
