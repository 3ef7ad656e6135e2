import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFolder } from '@/lib/engine/node-folder';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { OPENING_FILE, openingFileSchema, recordStream } from './opening-file';
import { readStream } from './stream';

const MODELS = path.join('public', 'models');
const targets = readdirSync(MODELS).filter((name) => name.startsWith('house2-'));

describe('what playgrounds open with', () => {
  it.each(targets)('is what %s reads in these texts, site by site', async (id) => {
    const folder = path.join(MODELS, id);
    const read = (name: string) => readFile(path.join(folder, name), 'utf8');
    const recorded = openingFileSchema.parse(JSON.parse(await read(OPENING_FILE)));
    const engine = await loadFolder(nodeRuntime(), folder);
    const tokenizer = parseTokenizer(await read('tokenizer.json'));
    expect(recorded.contentHash).toBe(engine.info.contentHash);
    for (const one of [recorded.first, recorded.second]) {
      const again = recordStream(await readStream(engine, tokenizer, one.text));
      expect(again).toMatchObject({ tokens: one.tokens, layers: one.layers });
      expect(again.next.output).toBe(one.next.output);
      for (const [layer, row] of one.sites.entries())
        for (const [position, { norm, lens, entropy }] of row.entries()) {
          const site = again.sites[layer]![position]!;
          // Two that are as likely may change places on another machine.
          const [most, next] = lens.top;
          if (most!.probability - (next?.probability ?? 0) > 1e-3) expect(site.lens.output).toBe(lens.output);
          expect(site.lens.top[0]!.probability).toBeCloseTo(lens.top[0]!.probability, 3);
          // Norms go up to a thousand in 32 bits.
          expect(Math.abs(site.norm - norm)).toBeLessThan(1e-5 * norm + 1e-3);
          expect(site.entropy).toBeCloseTo(entropy, 2);
        }
    }
    await engine.dispose();
  });
});
