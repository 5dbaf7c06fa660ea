import { Injectable } from '@nestjs/common';
import { invalidParameter, MlflowError } from '@millrace/contracts/errors';
import type { LogInputs, LogOutputs } from '@millrace/contracts/tracking/inputs';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { pythonJson } from '@millrace/contracts/wire/python-text';
import { Database } from '@millrace/database/database';
import { isUniqueViolation } from '@millrace/database/sql-state';
import { type DatasetInput, readDatasetInput } from './dataset-input.ts';
import { InputsRepository } from './inputs.repository.ts';
import { changeActiveRun } from './require-run.ts';

// MLflow's own pattern lets one newline follow, as Python's `$` does.
const RUN_ID = /^[a-zA-Z0-9][\p{L}\p{N}_-]{0,255}\n?$/u;

@Injectable()
export class InputsService {
  constructor(
    private readonly database: Database,
    private readonly repository: InputsRepository,
  ) {}

  /** Logs datasets and models that a run read. What was logged before stays as it was: the first tags of an input are kept. */
  async logInputs(request: MessageOf<typeof LogInputs>): Promise<void> {
    const runId = request.run_id ?? '';
    if (!RUN_ID.test(runId))
      throw invalidParameter(`Invalid value ${pythonJson(runId)} for parameter 'run_id' supplied.`);
    const inputs = firstOfEach(request.datasets.map(readDatasetInput));
    const models = request.models.map(({ model_id }) => model_id ?? '');
    await this.database.transaction(async (transaction) => {
      const { experimentId } = await changeActiveRun(transaction, runId);
      if (inputs.length > 0) {
        await this.repository.insertDatasets(transaction, experimentId, inputs);
        await this.repository
          .insertInputs(transaction, experimentId, runId, inputs)
          .catch(refuseRepeated('A dataset input has two tags of one key; give each key once.'));
      }
      if (models.length > 0) await this.repository.insertModelInputs(transaction, runId, models);
    });
  }

  /** Logs models that a run made; 400 when one is an output of the run already. */
  async logOutputs(request: MessageOf<typeof LogOutputs>): Promise<void> {
    const runId = request.run_id ?? '';
    const outputs = request.models.map(({ model_id = '', step = 0 }) => ({ modelId: model_id, step }));
    await this.database.transaction(async (transaction) => {
      await changeActiveRun(transaction, runId);
      if (outputs.length > 0)
        await this.repository
          .insertModelOutputs(transaction, runId, outputs)
          .catch(refuseRepeated(`A model of 'models' is an output of run ${runId} already.`));
    });
  }
}

/** The inputs without those whose name and digest came before. */
function firstOfEach(inputs: readonly DatasetInput[]): DatasetInput[] {
  const seen = new Map<string, DatasetInput>();
  for (const input of inputs) {
    const key = JSON.stringify([input.name, input.digest]);
    if (!seen.has(key)) seen.set(key, input);
  }
  return [...seen.values()];
}

function refuseRepeated(message: string): (error: unknown) => never {
  return (error) => {
    throw isUniqueViolation(error) ? new MlflowError('BAD_REQUEST', message) : error;
  };
}
