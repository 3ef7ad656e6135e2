import { Command } from 'commander';

import { bundleCommand } from './bundle';
import { dataCommand } from './data';
import { evaluateCommand } from './evaluate';
import { pretrainCommand } from './pretrain';
import { resultsCommand } from './results';
import { trainCommand } from './train';
import { truthCommand } from './truth';

const program = new Command('lab')
  .description('data, training and measurement of the models that explain themselves')
  .addCommand(dataCommand())
  .addCommand(pretrainCommand())
  .addCommand(truthCommand())
  .addCommand(trainCommand())
  .addCommand(evaluateCommand())
  .addCommand(bundleCommand())
  .addCommand(resultsCommand());

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
