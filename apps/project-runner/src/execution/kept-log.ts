import { StringDecoder } from 'node:string_decoder';
import { Injectable } from '@nestjs/common';
import { TrackedRuns } from '../tracking/tracked-runs.ts';
import { LOG_ARTIFACT } from './kept-artifacts.ts';
import { RunArtifacts } from './run-artifacts.ts';

/** The log of a run as it is among the run's artifacts. */
@Injectable()
export class KeptLog {
  constructor(
    private readonly tracked: TrackedRuns,
    private readonly artifacts: RunArtifacts,
  ) {}

  async *read(runId: string): AsyncGenerator<string> {
    const decoder = new StringDecoder('utf8');
    const artifactUri = await this.tracked.artifactUri(runId);
    for await (const chunk of await this.artifacts.readText(artifactUri, LOG_ARTIFACT))
      yield decoder.write(chunk);
  }
}
