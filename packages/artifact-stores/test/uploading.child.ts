// Uploads one file, says so, and uploads another that never ends, until it is killed.
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLocalStore } from '../src/store/local/open-local-store.ts';

const store = await openLocalStore(process.argv[2] ?? '', 'after-answer');
await store.put('acknowledged', Readable.from([Buffer.from('all of it')]));
process.stdout.write('acknowledged\n');

async function* endless(): AsyncGenerator<Buffer> {
  for (;;) {
    yield Buffer.alloc(64 * 1024);
    await sleep(20);
  }
}
await store.put('folder/never', Readable.from(endless()));
