/** Brings up the embedded database of a folder, says how, and holds it until SIGTERM or its death. */
import { openEmbedded } from '@/lib/database/embedded';

const database = await openEmbedded(process.argv[2] ?? '');
process.on('SIGTERM', () => {
  void database.release().then(() => {
    console.log('released');
    process.exit(0);
  });
});
setInterval(() => undefined, 1000);
console.log(`${database.origin} ${database.url} ready`);
