import { Command } from 'commander';

import { nodeRuntime } from '@/lib/engine/runtime-node';
import { Random } from '@/lib/random';
import { isInformative, measureMovement, type MovementCell } from '@/lib/task/patch/movement';
import { readFacts } from './corpus';
import { wholeNumber } from './options';
import { loadModel, recipeOf, targetArgument, targetOf } from './targets';

/** `lab movement <target>`: where information moves, as shares of many patches. */
export function movementCommand(): Command {
  return new Command('movement')
    .description('measure in which layers and tokens patches change the output, or compose a new one')
    .addArgument(targetArgument())
    .option('--pairs <count>', 'pairs of texts of each kind', wholeNumber, 200)
    .option('--seed <number>', 'seed of the pairs drawn', wholeNumber, 1)
    .action(async (name: string, { pairs, seed }: { pairs: number; seed: number }) => {
      const id = targetOf(name);
      const { engine, tokenizer } = await loadModel(nodeRuntime(), id, `npm run lab -- pretrain ${id}`);
      const facts = await readFacts(recipeOf(id).data);
      const cells = await measureMovement(engine, tokenizer, facts, pairs, new Random(seed));
      await engine.dispose();
      for (const line of movementTable(cells)) console.log(line);
      console.log(
        `${cells.filter(isInformative).length} of ${cells.length} cells change some outputs and not others, or compose`,
      );
    });
}

/** A line for each kind of pair and token: the share changed, and composed in brackets, by layer from the embedding up. */
export function movementTable(cells: readonly MovementCell[]): string[] {
  const lines = new Map<string, string[]>();
  for (const cell of [...cells].sort((a, b) => a.layer - b.layer)) {
    const key = `${cell.pair}, ${cell.positionType}`;
    const share = (count: number) => (count / cell.n).toFixed(2).replace(/^0/, '');
    const row = lines.get(key) ?? [];
    row.push(`${share(cell.changed)} (${share(cell.composed)})${isInformative(cell) ? '*' : ' '}`);
    lines.set(key, row);
  }
  return [...lines].sort().map(([key, row]) => `${key.padEnd(32)} ${row.join('  ')}`);
}
