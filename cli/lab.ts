import { Command } from 'commander';

import { dataCommand } from './data';

const program = new Command('lab')
  .description('data, training and measurement of the models that explain themselves')
  .addCommand(dataCommand());

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
