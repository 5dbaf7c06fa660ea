// Takes the folder `shared` of the cache at the path it is given, and says whether it made it.
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderCache } from '../src/folder-cache.ts';

let outcome = 'found';
const cache = new FolderCache(process.argv[2] ?? '', { maxBytes: 1e6 });
const taken = await cache.acquire('shared', async () => {
  outcome = 'made';
  await sleep(500);
});
await taken.release();
process.stdout.write(outcome);
