import { Command } from 'commander';
import { benchBrowser, PARTS, type Part } from './browser';
import { benchEngine } from './engine';
import { benchImport, importRows } from './import';
import { benchForm, benchLarge } from './large';
import { benchLighthouse } from './lighthouse';
import { benchLoad } from './load';
import { benchRate } from './rate';
import { benchStore } from './store';
import { benchTab } from './tab';
import { benchTrain } from './train';
import { benchTruth } from './truth';
import { benchWeight } from './weight';

const wholeNumber = (value: string) => {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${value} is not a whole number`);
  return number;
};

const wholeNumbers = (value: string) => value.split(',').map(wholeNumber);

const partNames = (value: string): Part[] =>
  value.split(',').map((name) => {
    const part = PARTS.find((known) => known === name);
    if (!part) throw new Error(`${name} is none of ${PARTS.join(', ')}`);
    return part;
  });

const program = new Command('bench').description('benchmarks; each prints one line of JSON');
program
  .command('train')
  .description('one training step, beside the same step in PyTorch where it is installed')
  .option('--threads <count>', 'threads of both; 0 for one a core', wholeNumber, 0)
  .option('--steps <count>', 'steps that are measured', wholeNumber, 15)
  .option('--no-torch', 'leave PyTorch out')
  .action(async (options: { threads: number; steps: number; torch: boolean }) =>
    console.log(JSON.stringify(await benchTrain(options))),
  );
program
  .command('engine')
  .description('forward pass and sweep beside PyTorch, decoding, loading, explaining; a line for each')
  .option('--threads <count>', 'threads of both; 0 for one a core', wholeNumber, 0)
  .option('--no-torch', 'leave PyTorch out')
  .action(async (options: { threads: number; torch: boolean }) => {
    for await (const result of benchEngine(options)) console.log(JSON.stringify(result));
  });
program
  .command('truth')
  .description('patch questions measured in bulk, beside PyTorch where it is installed')
  .option('--threads <count>', 'threads of both; 0 for one a core', wholeNumber, 0)
  .option('--no-torch', 'leave PyTorch out')
  .action(async (options: { threads: number; torch: boolean }) =>
    console.log(JSON.stringify(await benchTruth(options))),
  );
program
  .command('browser')
  .description(
    'a live sweep, decoding beside transformers.js (fetched from npm) and interaction to next paint in Chromium; a line for each',
  )
  .option('--runs <count>', 'runs that are measured', wholeNumber, 9)
  .option('--model <id>', 'shipped model', 'house2-b')
  .option('--parts <names>', `some of ${PARTS.join(', ')}, separated by commas`, partNames, [...PARTS])
  .option('--app <address>', 'the app where it is served already')
  .action(async (options: { runs: number; model: string; parts: Part[]; app?: string }) => {
    for await (const result of benchBrowser(options)) console.log(JSON.stringify(result));
  });
program
  .command('lighthouse')
  .description(
    'Lighthouse on pages of the built app, as a phone and as a desktop; fetches Lighthouse from npm; a line for each page',
  )
  .option('--runs <count>', 'runs of each, of which the median counts', wholeNumber, 3)
  .option(
    '--pages <paths...>',
    'addresses, or home, list, item, compare, playground; these five unless given',
  )
  .option('--target <id>', 'target whose list, item and playground are looked at', 'house2-b')
  .action(async (options: { runs: number; pages?: string[]; target: string }) => {
    for await (const result of benchLighthouse(options)) console.log(JSON.stringify(result));
  });
program
  .command('weight')
  .description('script that pages of the built app load by themselves, in KB of gzip; a line for each page')
  .option(
    '--pages <paths...>',
    'addresses, or home, list, item, compare, playground; these five unless given',
  )
  .option('--target <id>', 'target whose list, item and playground are looked at', 'house2-b')
  .option('--app <address>', 'the app where it is served already')
  .action(async (options: { pages?: string[]; target: string; app?: string }) => {
    for await (const result of benchWeight(options)) console.log(JSON.stringify(result));
  });
program
  .command('load')
  .description(
    'readers on kept connections at the built app, alone and beside a busy core; answers and memory',
  )
  .option('--against <address>', 'another version that is served already, to compare with')
  .option('--readers <counts>', 'how many at once, separated by commas', wholeNumbers, [200, 1000])
  .option('--seconds <count>', 'how long each', wholeNumber, 8)
  .option('--target <id>', 'target whose pages are read', 'house2-b')
  .action(async (options: { against?: string; readers: number[]; seconds: number; target: string }) =>
    console.log(JSON.stringify(await benchLoad(options))),
  );
program
  .command('store')
  .description(
    'lists, questions and scores in a database of a million questions; about 10 GB of disk for a while',
  )
  .option('--questions <count>', 'questions it holds, each with five explanations', wholeNumber, 1_000_000)
  .option('--runs <count>', 'runs of each case', wholeNumber, 200)
  .option('--database <url>', 'measure a database that is filled already')
  .action(async (options: { questions: number; runs: number; database?: string }) => {
    for await (const result of benchStore(options)) console.log(JSON.stringify(result));
  });

program
  .command('rate')
  .description(
    'requests at a steady rate to the built app on a database of a million explanations; 3 GB of disk for a while',
  )
  .option('--questions <count>', 'questions it holds, each with five explanations', wholeNumber, 200_000)
  .option('--per-second <count>', 'requests a second', wholeNumber, 20)
  .option('--seconds <count>', 'how long each kind of request', wholeNumber, 20)
  .option('--database <url>', 'a database that is filled already')
  .action(async (options: { questions: number; perSecond: number; seconds: number; database?: string }) => {
    for await (const result of benchRate(options)) console.log(JSON.stringify(result));
  });

program
  .command('tab')
  .description('a folder of 135 million weights in a tab of a real browser, on WASM: memory and time')
  .option('--folder <path>', 'another model folder')
  .action(async (options: { folder?: string }) => {
    for await (const result of benchTab(options.folder)) console.log(JSON.stringify(result));
  });

program
  .command('large')
  .description('a random checkpoint of 135 million weights: loading, tracing, generating; memory and time')
  .action(async () => {
    for await (const result of benchLarge()) console.log(JSON.stringify(result));
  });
program
  .command('import')
  .description(
    'questions with predictions taken in from files of so many rows; time and memory, a line for each',
  )
  .option('--rows <counts>', 'how many, separated by commas', wholeNumbers, [25_000, 100_000])
  .action(async (options: { rows: number[] }) => {
    for await (const result of benchImport(options.rows)) console.log(JSON.stringify(result));
  });
program
  .command('import-rows', { hidden: true })
  .arguments('<home> <data> <predictions>')
  .action(async (home: string, data: string, predictions: string) =>
    console.log(JSON.stringify(await importRows(home, data, predictions))),
  );

program
  .command('large-form', { hidden: true })
  .argument('<folder>')
  .action(async (folder: string) => console.log(JSON.stringify(await benchForm(folder))));

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
