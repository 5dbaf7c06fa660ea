import { main } from './main.ts';

const args = process.argv.slice(2);

/** What is not asked for is not loaded: a server should answer soon. */
async function run(): Promise<number> {
  if (args[0] === 'build-image')
    return (await import('../commands/build-image.ts')).buildImageCommand(args.slice(1));
  if (args[0] === 'manifest') return (await import('../commands/manifest.ts')).manifestCommand(args.slice(1));
  return main(args);
}

process.exitCode = await run();
