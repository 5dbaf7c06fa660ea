import { Injectable } from '@nestjs/common';
import { dumpPythonJson, parsePythonJson, type PythonValue } from '@millrace/contracts/wire/python-json';
import { Database, type Queryable } from '@millrace/database/database';
import { noSuchModel } from './artifact-places.ts';

/** A logged model's tag that lists the registered versions made from it: `[{"name": "a", "version": 1}]`. */
const MODEL_VERSIONS_TAG = 'mlflow.modelVersions';

@Injectable()
export class ModelVersionNotes {
  constructor(private readonly database: Database) {}

  /** Lists a version in its logged model's tag. 404 when there is no such model. */
  async add(modelId: string, name: string, version: number): Promise<void> {
    if (!(await this.addIfThere(modelId, name, version))) throw noSuchModel(modelId);
  }

  /** As `add`, but says whether there is such a model. Listing a version again changes nothing. */
  addIfThere(modelId: string, name: string, version: number): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      if (!(await lockModel(transaction, modelId))) return false;
      const before = await listed(transaction, modelId);
      if (before.some((each) => isVersion(each, name, version))) return true;
      await transaction.query(
        `INSERT INTO logged_model_tags (model_id, key, value) VALUES ($1, $2, $3)
         ON CONFLICT (model_id, key) DO UPDATE SET value = excluded.value`,
        [modelId, MODEL_VERSIONS_TAG, dumpPythonJson([...before, { name, version }])],
      );
      return true;
    });
  }
}

/** Two versions made at once must both be listed. */
async function lockModel(transaction: Queryable, modelId: string): Promise<boolean> {
  const rows = await transaction.query(
    'SELECT FROM logged_models WHERE model_id = $1 AND deleted_ms IS NULL FOR NO KEY UPDATE',
    [modelId],
  );
  return rows.length > 0;
}

async function listed(transaction: Queryable, modelId: string): Promise<PythonValue[]> {
  const [tag] = await transaction.query<{ value: string }>(
    'SELECT value FROM logged_model_tags WHERE model_id = $1 AND key = $2',
    [modelId, MODEL_VERSIONS_TAG],
  );
  try {
    const value = parsePythonJson(tag?.value ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    // A user wrote something else into the tag.
    return [];
  }
}

function isVersion(value: PythonValue, name: string, version: number): boolean {
  const { name: itsName, version: itsVersion } = (value ?? {}) as {
    name?: PythonValue;
    version?: PythonValue;
  };
  return itsName === name && itsVersion === version;
}
