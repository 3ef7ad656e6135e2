import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadFolder } from './node-folder';
import { nodeThread } from './node-thread';
import { EngineHost, type EngineThread } from './remote';
import { nodeRuntime } from './runtime-node';

const FOLDER = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'house-a');
const threads: EngineThread[] = [];
const host = new EngineHost({
  providers: ['cpu'],
  spawn() {
    const thread = nodeThread();
    threads.push(thread);
    return thread;
  },
});
afterAll(() => host.close());

describe('an engine in a thread of Node', () => {
  it('computes what the engine of this thread does, without keeping it waiting', async () => {
    const engine = await host.load({ url: FOLDER });
    const here = await loadFolder(nodeRuntime({ threads: 1 }), FOLDER);
    const rows = Array.from({ length: 64 }, (_, row) => Array.from({ length: 32 }, (_, i) => row * 32 + i));
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const { last, provider } = await engine.trace(rows);
    clearInterval(timer);
    expect(provider).toBe('cpu');
    // A run on this thread would let no timer fire until it is over.
    expect(ticks).toBeGreaterThan(5);
    const expected = (await here.trace(rows)).last.data;
    const largest = last.data.reduce((max, x, i) => Math.max(max, Math.abs(x - expected[i]!)), 0);
    expect(largest).toBeLessThan(1e-4);
    await here.dispose();
  });

  it('gives tokens as they come, ends rows that need no more, and stops between two tokens', async () => {
    const engine = await host.load({ url: FOLDER });
    const options = { maxNewTokens: 8, stopIds: [] };
    const prompts = [{ ids: [1, 5, 9] }, { ids: [1, 7] }];
    const whole = await engine.generate(prompts, options);
    const seen: number[][] = [[], []];
    const { rows } = await engine.generate(prompts, {
      ...options,
      onStep(tokens) {
        for (const { row, id } of tokens) seen[row]!.push(id);
        return seen[0]!.length === 3 ? [0] : [];
      },
    });
    expect(rows.map((row) => row.ids)).toEqual([whole.rows[0]!.ids.slice(0, 3), whole.rows[1]!.ids]);
    expect(seen).toEqual(rows.map((row) => row.ids));

    const stop = new AbortController();
    let steps = 0;
    const stopped = engine.generate(prompts, {
      ...options,
      signal: stop.signal,
      onStep() {
        if (++steps === 2) stop.abort(new Error('enough'));
        return [];
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(steps).toBeLessThan(4);
  });

  it('that dies is replaced, with its models, and asked again', async () => {
    const engine = await host.load({ url: FOLDER });
    const before = await engine.trace([[1, 2, 3]]);
    threads.at(-1)!.terminate();
    const after = await engine.trace([[1, 2, 3]]);
    expect(after.last.data).toEqual(before.last.data);
    expect(threads.length).toBe(2);
  });

  it('names the folder that has no model', async () => {
    await expect(host.load({ url: '/nowhere' })).rejects.toThrow('the model folder /nowhere does not exist');
  });
});
