import { errorReply } from '../replies.ts';
import { ModelLoadError } from '../model-load-error.ts';
import type { PyfuncScorer } from '../pyfunc/pyfunc-scorer.ts';
import type { ScoringReply, ScoringRequest } from '../scorer.ts';

const RETRY_AFTER_MS = 30_000;

/** Answers what only MLflow's own code can, with a Python process that is started on first need. */
export class ExactScorer {
  private readonly make: () => PyfuncScorer;
  private opening: Promise<PyfuncScorer> | undefined;
  private opened: PyfuncScorer | undefined;
  private failure: { readonly message: string; readonly at: number } | undefined;

  constructor(make: () => PyfuncScorer) {
    this.make = make;
  }

  get restarts(): number {
    return this.opened?.stats().restarts ?? 0;
  }

  async score(request: ScoringRequest): Promise<ScoringReply> {
    try {
      return await (await this.get()).score(request);
    } catch (error) {
      return errorReply(
        'BAD_REQUEST',
        'The request is none that can be scored without Python: it must be JSON with one of dataframe_split, dataframe_records, ' +
          "instances and inputs, and values of exactly the model signature's shapes and types. The model's Python " +
          `environment cannot score it: ${(error as Error).message}`,
      );
    }
  }

  async stop(): Promise<void> {
    const scorer = await this.opening?.catch(() => undefined);
    await scorer?.stop();
  }

  private get(): Promise<PyfuncScorer> {
    if (this.failure !== undefined && performance.now() < this.failure.at + RETRY_AFTER_MS)
      throw new ModelLoadError(this.failure.message);
    this.opening ??= this.open();
    return this.opening;
  }

  private async open(): Promise<PyfuncScorer> {
    const scorer = this.make();
    try {
      await scorer.open();
      this.opened = scorer;
      return scorer;
    } catch (error) {
      this.failure = { message: (error as Error).message, at: performance.now() };
      this.opening = undefined;
      throw error;
    }
  }
}
