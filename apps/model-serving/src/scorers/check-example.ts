import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelFile } from './model-file/model-file.ts';
import type { LocalModel, Scorer } from './scorer.ts';

/** Scores the request that MLflow saved with the model's input example, if it saved one; throws with the model's message. */
export async function checkExample(
  { folder, uri }: LocalModel,
  { servingExample }: ModelFile,
  scorer: Pick<Scorer, 'score'>,
): Promise<void> {
  if (servingExample === undefined) return;
  const body = await readFile(join(folder, servingExample)).catch((error: Error) => {
    throw new Error(`The input example of ${uri} cannot be read: ${error.message}`);
  });
  const reply = await scorer.score({ contentType: 'application/json', body });
  if (reply.status === 200) return;
  const message =
    messageOf(reply.body.toString()) || `the answer has the status ${reply.status} and says nothing`;
  throw new Error(`${uri} does not answer its own input example: ${message}`);
}

function messageOf(body: string): string {
  try {
    return (JSON.parse(body) as { message?: string }).message ?? body;
  } catch {
    return body;
  }
}
