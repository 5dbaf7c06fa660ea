import { openScorer } from '@millrace/model-serving/scorers/open-scorer';
import type { Scorer, ScorerOptions, ScoringReply } from '@millrace/model-serving/scorers/scorer';
import type { ScoringModels } from '../support/scoring-models.ts';

const opened = new Set<Scorer>();

/** Stops all scorers that were opened; those that a failed test left would keep the run from ending. */
export async function stopOpened(): Promise<void> {
  for (const scorer of opened) await scorer.stop();
  opened.clear();
}

/** Opens a model's scorer, with options fit for tests. */
export async function openModel(
  models: ScoringModels,
  name: string,
  options: Partial<ScorerOptions> = {},
): Promise<Scorer> {
  const scorer = await openScorer(
    { folder: models.folder(name), uri: name },
    {
      python: models.python,
      workers: 1,
      maxBatch: 100,
      maxDelayMs: 2,
      maxQueue: 1000,
      timeoutMs: 30_000,
      memoryMb: 4096,
      onLog: () => undefined,
      ...options,
    },
  );
  opened.add(scorer);
  return scorer;
}

export function scoreJson(scorer: Scorer, body: unknown): Promise<ScoringReply> {
  return scorer.score({ contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) });
}

/** The JSON of an answer. */
export function parsed(reply: ScoringReply): Record<string, unknown> {
  return JSON.parse(reply.body.toString()) as Record<string, unknown>;
}
