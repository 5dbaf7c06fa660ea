import { Injectable } from '@nestjs/common';
import { invalidParameter, type MlflowError, notFound } from '@millrace/contracts/errors';
import type { RegisteredVersion } from '@millrace/contracts/messages/registry';
import { Database, type Queryable } from '@millrace/database/database';
import { checkAliasName, LATEST } from '../names/alias-name.ts';
import { checkModelName } from '../names/model-name.ts';
import { parseVersionNumber } from '../names/version-number.ts';
import { noSuchModel } from '../registered-models/not-found.ts';
import type { ModelsUri } from '../sources/models-uri.ts';
import { canonicalStage, DELETED, type Stage } from './model-stage.ts';

const SELECT_VERSION = `
  SELECT v.name, v.version, v.stage, coalesce(v.source, '') AS source,
    coalesce(nullif(v.storage_location, ''), v.source, '') AS location,
    coalesce(v.run_id, '') AS "runId", coalesce(v.model_id, '') AS "modelId"
  FROM model_versions v WHERE v.stage <> '${DELETED}' AND v.name = $1`;

/** Finds versions by number, alias, stage, or as the latest. Errors are MLflow's. */
@Injectable()
export class VersionLookup {
  constructor(private readonly database: Database) {}

  async byNumber(name: string, number: string): Promise<RegisteredVersion> {
    checkModelName(name);
    const { version, shown } = parseVersionNumber(number);
    const row = await this.select('AND v.version = $2', [name, version]);
    if (row === undefined) throw noSuchVersion(name, shown);
    return row;
  }

  async byAlias(name: string, alias: string): Promise<RegisteredVersion> {
    checkModelName(name);
    checkAliasName(alias);
    await this.requireModel(name);
    const row =
      alias.toLowerCase() === LATEST
        ? await this.newest(name)
        : await this.select(
            'AND v.version = (SELECT a.version FROM registered_model_aliases a WHERE a.name = $1 AND a.alias = $2)',
            [name, alias],
          );
    if (row !== undefined) return row;
    if (alias.toLowerCase() === LATEST) throw notFound(`Latest version not found for model ${name}.`);
    throw invalidParameter(`Registered model alias ${alias} not found.`);
  }

  /** The newest version in a stage, of all when none is given. */
  async latest(name: string, stageText?: string): Promise<RegisteredVersion> {
    checkModelName(name);
    await this.requireModel(name);
    const row = await this.newest(name, stageText === undefined ? undefined : canonicalStage(stageText));
    if (row !== undefined) return row;
    const inStage = stageText === undefined ? '' : ` and stage '${stageText}'`;
    throw notFound(`No versions of model with name '${name}'${inStage} found`);
  }

  byUri(uri: Exclude<ModelsUri, { kind: 'logged-model' }>): Promise<RegisteredVersion> {
    switch (uri.kind) {
      case 'version':
        return this.byNumber(uri.name, uri.version);
      case 'alias':
        return this.byAlias(uri.name, uri.alias);
      case 'stage':
        return this.latest(uri.name, uri.stage);
      default:
        return this.latest(uri.name);
    }
  }

  /** Keeps the version from being changed until the transaction ends. Says whether there is one. */
  async hold(transaction: Queryable, name: string, version: number): Promise<boolean> {
    const rows = await transaction.query(`${SELECT_VERSION} AND v.version = $2 FOR SHARE`, [name, version]);
    return rows.length > 0;
  }

  private newest(name: string, stage?: Stage): Promise<RegisteredVersion | undefined> {
    return this.select('AND ($2::text IS NULL OR v.stage = $2) ORDER BY v.version DESC LIMIT 1', [
      name,
      stage ?? null,
    ]);
  }

  private async select(
    condition: string,
    values: readonly unknown[],
  ): Promise<RegisteredVersion | undefined> {
    const [row] = await this.database.query<RegisteredVersion>(`${SELECT_VERSION} ${condition}`, values);
    return row;
  }

  private async requireModel(name: string): Promise<void> {
    const rows = await this.database.query('SELECT FROM registered_models WHERE name = $1', [name]);
    if (rows.length === 0) throw noSuchModel(name);
  }
}

export function noSuchVersion(name: string, shown: string): MlflowError {
  return notFound(`Model Version (name=${name}, version=${shown}) not found`);
}
