/** Imports a bundle and prints how far it is. Arguments: URL, folder. */
import { openStore } from '@/lib/store/client';
import { importBundle } from '@/lib/store/import';

const [url = '', folder = ''] = process.argv.slice(2);
const client = openStore(url, 1);
await importBundle(client, folder, (rows) => rows % 1000 === 0 && console.log(`read ${rows} rows`));
await client.$disconnect();
console.log('imported');
