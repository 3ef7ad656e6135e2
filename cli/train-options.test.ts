import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commandOf, whoOf, type TrainArguments } from './train-options';
import { trainCommand } from './train';

/** The options of `lab train` as its own parser gives them. */
function given(...words: string[]): TrainArguments {
  let options: TrainArguments | undefined;
  const command = trainCommand().action((_target, _base, read: TrainArguments) => void (options = read));
  new Command().addCommand(command).parse(['train', 'house2-b', 'self', ...words], { from: 'user' });
  return options!;
}

const SPELT = '--task patch --examples 20 --steps 30 --seed 4 --rate 0.003 --brief --freeze';

describe('the command that repeats a run', () => {
  it.each([
    ['self', 'self', 'house2-b'],
    ['random', 'random-weights', 'random'],
  ] as const)('says what a run from %s began from', (base, kinship, written) => {
    const who = whoOf('house2-b', base, 'vector');
    const command = commandOf({ target: 'house2-b', base: who.base, kinship }, given(...SPELT.split(' ')));
    expect(command).toBe(`npm run lab -- train house2-b ${written} ${SPELT}`);
  });

  it('is read as the options that it was written from', () => {
    const options = given(...SPELT.split(' '), '--sees', 'no-vector', '--watch', 'wrong', '--patience', '5');
    const command = commandOf({ target: 'house2-b', base: 'house2-b', kinship: 'self' }, options);
    expect(given(...command.split(' ').slice(7))).toEqual(options);
  });
});
