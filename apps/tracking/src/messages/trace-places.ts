import { Injectable } from '@nestjs/common';
import { MlflowError, notFound } from '@millrace/contracts/errors';
import { ARTIFACT_LOCATION, SPANS_IN_DATABASE, SPANS_LOCATION } from '../traces/trace-keys.ts';
import { TracesRepository } from '../traces/traces.repository.ts';

/** Where traces keep their files and their spans. Unknown traces are 404. */
@Injectable()
export class TracePlaces {
  constructor(private readonly traces: TracesRepository) {}

  async artifactUri(traceId: string): Promise<string> {
    const info = await this.traces.find(traceId);
    if (info === undefined) throw notFound(`Trace with ID '${traceId}' not found.`);
    const uri = info.tags[ARTIFACT_LOCATION];
    if (uri === undefined)
      throw new MlflowError('NOT_FOUND', `The trace '${traceId}' does not say where its artifacts are.`);
    return uri;
  }

  /** The spans as MLflow's `traces.json` has them, or undefined where they are a file of that name. */
  async data(traceId: string): Promise<string | undefined> {
    const info = await this.traces.find(traceId);
    if (info === undefined) throw notFound(`Trace with ID ${traceId} is not found.`);
    if (info.tags[SPANS_LOCATION] !== SPANS_IN_DATABASE) return undefined;
    const spans = (await this.traces.spanContents([traceId])).get(traceId) ?? [];
    return `{"spans": [${spans.join(', ')}]}`;
  }
}
