import { Injectable } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import { parseJson } from '@millrace/contracts/wire/json';
import { pythonDumps, pythonRepr } from '@millrace/contracts/wire/python-text';
import { Database } from '@millrace/database/database';
import { checkStorable } from '@millrace/contracts/validation/names';
import { TagsRepository } from '../tags/tags.repository.ts';
import { runNotActive, runNotFound } from './run-errors.ts';

const HISTORY_TAG = 'mlflow.log-model.history';
const MANDATORY = ['artifact_path', 'flavors', 'utc_time_created', 'run_id'];

type JsonObject = Readonly<Record<string, unknown>>;

@Injectable()
export class LogModelService {
  constructor(
    private readonly database: Database,
    private readonly tags: TagsRepository,
  ) {}

  /** Adds a model's description to the list of models in the run's tag `mlflow.log-model.history`. */
  async log(runId: string, modelJson: string): Promise<void> {
    const model = parsedModel(modelJson);
    const uuid = runIdToUuid(runId);
    if (uuid === undefined) throw runNotFound(runId);
    await this.database.transaction(async (transaction) => {
      const run = await this.tags.changeRun(transaction, uuid, HISTORY_TAG);
      if (run === undefined) throw runNotFound(runId);
      if (run.deleted) throw runNotActive(runId);
      const value = pythonDumps([...history(run.tag), description(model)]);
      checkStorable('model_json', value);
      await this.tags.write(transaction, uuid, { key: HISTORY_TAG, value });
    });
  }
}

function parsedModel(text: string): JsonObject {
  let model: unknown;
  try {
    model = parseJson(text);
  } catch {
    throw invalidParameter(`Malformed model info. \n ${text} \n is not a valid JSON.`);
  }
  if (typeof model !== 'object' || model === null || Array.isArray(model))
    throw invalidParameter(`Malformed model info. \n ${text} \n is not a JSON object.`);
  const missing = MANDATORY.filter((name) => !Object.hasOwn(model, name));
  if (missing.length > 0)
    throw invalidParameter(`Model json is missing mandatory fields: {${missing.map(pythonRepr).join(', ')}}`);
  return model as JsonObject;
}

/** What MLflow keeps of a model: `Model.get_tags_dict`. */
function description(model: JsonObject): JsonObject {
  const flavors = Object.entries((model['flavors'] ?? {}) as JsonObject).map(([name, config]) => {
    if (typeof config !== 'object' || config === null || Array.isArray(config)) return [name, config];
    return [name, Object.fromEntries(Object.entries(config).filter(([key]) => key !== 'config'))];
  });
  return {
    ...(model['run_id'] === null ? {} : { run_id: model['run_id'] }),
    ...(model['artifact_path'] === null ? {} : { artifact_path: model['artifact_path'] }),
    utc_time_created: String(model['utc_time_created']),
    model_uuid: model['model_uuid'] ?? null,
    flavors: Object.fromEntries(flavors) as JsonObject,
  };
}

function history(tag: string | null): unknown[] {
  if (tag === null) return [];
  try {
    const list = parseJson(tag);
    if (Array.isArray(list)) return list;
  } catch {
    // Told below.
  }
  throw invalidParameter(
    `The tag ${HISTORY_TAG} of the run does not hold a JSON list, so nothing can be added to it.`,
  );
}
