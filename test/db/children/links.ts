/**
 * Five writers and five readers at once, through the repositories. Arguments: data folder, name of this process, rows
 * a writer. Prints what the readers saw as JSON.
 */
import { createPermalink, getPermalink, openStore, storeCounts } from '@/lib/store';
import { openEmbedded } from '@/lib/database/embedded';

const [dataDir = '', name = '', rows = '0'] = process.argv.slice(2);
const database = await openEmbedded(dataDir);
const client = openStore(database.url, 10);
let writing = true;

const writers = Array.from({ length: 5 }, async (_, writer) => {
  for (let row = 0; row < Number(rows); row++) {
    const made = await createPermalink(client, { view: `/${name}/${writer}/${row}`, live: { row } });
    const found = await getPermalink(client, made.slug);
    if (found?.view !== made.view) throw new Error(`${made.slug} cannot be read back`);
  }
});
const readers = Array.from({ length: 5 }, async () => {
  let reads = 0;
  // What was committed once stays: a count never falls.
  for (let before = 0; writing; reads++) {
    const { permalinks } = await storeCounts(client);
    if (permalinks < before) throw new Error(`a reader saw ${before} rows and then ${permalinks}`);
    before = permalinks;
  }
  return reads;
});
await Promise.all(writers);
writing = false;
const reads = await Promise.all(readers);
await client.$disconnect();
await database.release();
console.log(JSON.stringify({ origin: database.origin, reads }));
