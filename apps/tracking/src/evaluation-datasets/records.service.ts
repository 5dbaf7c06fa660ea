import { Injectable } from '@nestjs/common';
import { invalidParameter, MlflowError } from '@millrace/contracts/errors';
import { dumpPythonJson } from '@millrace/contracts/wire/python-json';
import { Database } from '@millrace/database/database';
import { inputsHash, mergeRecord, newRecord, readRecords, type RecordRow } from './dataset-record.ts';
import { extendSchema } from './dataset-schema.ts';
import { userOf } from './dataset-tags.ts';
import { DatasetsRepository } from './datasets.repository.ts';
import { digestOf } from './evaluation-dataset.ts';
import { RecordsRepository, type RecordsStart } from './records.repository.ts';

const MOST_RECORDS = 50_000;

@Injectable()
export class RecordsService {
  constructor(
    private readonly database: Database,
    private readonly datasets: DatasetsRepository,
    private readonly records: RecordsRepository,
  ) {}

  /** Adds records (JSON text of a list); one whose inputs the dataset has already is merged into that record. */
  async upsert(datasetId: string, text: string): Promise<{ inserted: number; updated: number }> {
    const records = readRecords(text);
    return this.database.transaction(async (transaction) => {
      const dataset = await this.datasets.lock(transaction, datasetId);
      if (dataset === undefined) {
        if (records.length === 0) return { inserted: 0, updated: 0 };
        throw new MlflowError('BAD_REQUEST', `There is no evaluation dataset with id '${datasetId}'.`);
      }
      const nowMs = Date.now();
      const known = await this.records.ofHashes(transaction, datasetId, records.map(inputsHash));
      const rows = new Map(known.map((row) => [row.inputs_hash, row]));
      let updated = 0;
      for (const record of records) {
        const row = rows.get(inputsHash(record));
        if (row !== undefined) updated += 1;
        const next =
          row === undefined ? newRecord(datasetId, record, nowMs) : mergeRecord(row, record, nowMs);
        rows.set(next.inputs_hash, next);
      }
      await this.records.upsert(transaction, [...rows.values()]);
      const count = await this.records.count(transaction, datasetId);
      await this.records.describe(transaction, datasetId, {
        schema: extendSchema(dataset.schema, records),
        profile: profileOf(count),
        digest: digestOf(dataset.name, nowMs),
        nowMs,
        updatedBy: records.map(({ tags }) => userOf(tags)).findLast((user) => user !== null) ?? null,
      });
      return { inserted: records.length - updated, updated };
    });
  }

  /** A page of records in the order they were added, and the token of the next page. */
  async page(
    datasetId: string,
    maxResults: number,
    pageToken: string | undefined,
  ): Promise<{ records: RecordRow[]; nextPageToken?: string }> {
    if (maxResults < 1)
      throw invalidParameter(
        `Invalid value ${maxResults} for parameter 'max_results' supplied. It must be a positive integer`,
      );
    const size = Math.min(maxResults, MOST_RECORDS);
    const rows = await this.records.page(this.database, datasetId, readToken(pageToken), size + 1);
    const last = rows[size - 1];
    if (rows.length <= size || last === undefined) return { records: rows };
    const token = Buffer.from(`${last.created_ms}:${last.record_id}`).toString('base64');
    return { records: rows.slice(0, size), nextPageToken: token };
  }

  async delete(datasetId: string, recordIds: readonly string[]): Promise<number> {
    return this.database.transaction(async (transaction) => {
      const dataset = await this.datasets.lock(transaction, datasetId);
      const deleted = await this.records.delete(transaction, datasetId, recordIds);
      if (dataset === undefined || deleted === 0) return 0;
      const count = await this.records.count(transaction, datasetId);
      await this.records.setProfile(transaction, datasetId, profileOf(count) ?? 'null');
      return deleted;
    });
  }
}

function profileOf(count: number): string | null {
  return count > 0 ? dumpPythonJson({ num_records: count }) : null;
}

function readToken(token: string | undefined): RecordsStart {
  if (!token) return { offset: 0 };
  const [, createdMs, recordId] = /^(\d{1,15}):(.*)$/s.exec(Buffer.from(token, 'base64').toString()) ?? [];
  if (createdMs !== undefined && recordId !== undefined) return { createdMs: Number(createdMs), recordId };
  if (/^\d{1,9}$/.test(token)) return { offset: Number(token) };
  throw invalidParameter(
    "Invalid page token: 'page_token' must be the next_page_token of an earlier answer.",
  );
}
