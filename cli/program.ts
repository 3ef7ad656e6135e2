import path from 'node:path';

import { Command, CommanderError, Option } from 'commander';

import { ablateCommand } from './ablate';
import { allCommand } from './all';
import { BadInput } from './bad-input';
import { bundleCommand } from './bundle';
import { capabilitiesCommand } from './capabilities';
import { convertBundleCommand } from './convert-bundle';
import { dataCommand } from './data';
import { evaluateCommand } from './evaluate';
import { exportCommand } from './export';
import { generateCommand } from './generate';
import { importCommand } from './import';
import { kinshipCommand } from './kinship';
import { openingCommand } from './opening';
import { surveyCommand } from './survey';
import { mapsCommand } from './maps';
import { patchCommand } from './patch';
import { pretrainCommand } from './pretrain';
import { readersCommand } from './readers';
import { resultsCommand } from './results';
import { saeCommand } from './sae';
import { enterScale, SCALES, type Scale } from './scale';
import { shipCommand } from './ship';
import { traceCommand } from './trace';
import { trainCommand } from './train';
import { truthCommand } from './truth';

/**
 * Runs one command of the lab and gives its exit code: 0, 2 for bad arguments and bad input, 1 for anything else. What
 * went wrong is said in one line on standard error.
 */
export async function runLab(args: readonly string[]): Promise<number> {
  const program = new Command('lab')
    .description('data, training and measurement of the models that explain themselves')
    .addOption(
      new Option('--scale <scale>', 'how large all of it is: as shipped, or just enough to run').choices(
        SCALES,
      ),
    )
    .option('--house <folder>', 'where a tiny house stands', path.join('artefacts', 'tiny'))
    .hook('preAction', async () => {
      // Unsaid, the scale stays what the command that runs this one has set.
      const { scale, house } = program.opts<{ scale?: Scale; house: string }>();
      if (scale) await enterScale(scale, house);
    })
    .addCommand(allCommand(runLab))
    .addCommand(dataCommand())
    .addCommand(pretrainCommand())
    .addCommand(capabilitiesCommand())
    .addCommand(surveyCommand())
    .addCommand(kinshipCommand())
    .addCommand(openingCommand())
    .addCommand(saeCommand())
    .addCommand(truthCommand())
    .addCommand(readersCommand())
    .addCommand(exportCommand())
    .addCommand(trainCommand())
    .addCommand(evaluateCommand())
    .addCommand(mapsCommand())
    .addCommand(shipCommand())
    .addCommand(bundleCommand())
    .addCommand(convertBundleCommand())
    .addCommand(importCommand())
    .addCommand(resultsCommand())
    .addCommand(traceCommand())
    .addCommand(patchCommand())
    .addCommand(ablateCommand())
    .addCommand(generateCommand());
  // Commander says itself what is wrong with arguments.
  for (const command of withSubcommands(program)) command.exitOverride();
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(error instanceof Error ? error.message : error);
    return error instanceof BadInput ? 2 : 1;
  }
}

const withSubcommands = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
];
