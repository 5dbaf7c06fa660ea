import { basename } from 'node:path';
import { runCommand } from '../commands/command.ts';
import { ModelLoadError } from '../scorers/model-load-error.ts';
import { readModelFile } from '../scorers/model-file/model-file.ts';
import { openScorer } from '../scorers/open-scorer.ts';
import { ModelServer } from './model-server.ts';
import { resolveModel } from './model-uri/resolve-model.ts';
import { readOptions, USAGE } from './options.ts';

/** Serves a model until it is told to stop; resolves with the exit code. */
export function main(args: readonly string[]): Promise<number> {
  return runCommand(USAGE, [ModelLoadError], async () => {
    const options = readOptions(args, process.env);
    if (options === undefined) return undefined;
    const stopping = untilStopped();
    const found = await resolveModel(options.modelUri, process.env);
    try {
      const { model } = found;
      const file = await readModelFile(model);
      const scorer = await openScorer(model, { ...options, onLog: (line) => console.error(line) });
      const name = options.name ?? found.name ?? basename(model.folder);
      const served = { name, version: found.version, signature: file.signature, scorer };
      const server = new ModelServer(served, options.maxBodyBytes);
      const port = await server.listen(options.host, options.port);
      console.error(`Serving ${model.uri} (${scorer.kind}) at http://${options.host}:${port}`);
      await stopping;
      await server.stop();
      await scorer.stop();
    } finally {
      await found.remove();
    }
    return 0;
  });
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}
