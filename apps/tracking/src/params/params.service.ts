import { Injectable } from '@nestjs/common';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import { RunWrites } from '../batch/run-writes.ts';
import { runNotFound } from '../runs/run-errors.ts';
import { checkedParam, paramChanged } from './param-rules.ts';

@Injectable()
export class ParamsService {
  constructor(private readonly writes: RunWrites) {}

  /** Logs a parameter, once: the same value again is fine, another is INVALID_PARAMETER_VALUE. */
  async log(runId: string, key: string, value: string): Promise<void> {
    const param = checkedParam(key, value);
    if (runIdToUuid(runId) === undefined) throw runNotFound(runId);
    const changed = await this.writes.submit({
      runId,
      points: [],
      params: [param],
      tags: [],
      modelMetrics: [],
      modelsFirst: false,
    });
    if (changed) throw paramChanged(runId, param, changed.get(key) ?? '');
  }
}
