import { Injectable } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import type { GetRunCells, ListVaryingKeys, SearchRunRows } from '@millrace/contracts/tracking/run-table';
import { runIdToUuid, uuidToRunId } from '@millrace/contracts/tracking/run-id';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { int64ToJson } from '@millrace/contracts/wire/json';
import { pageOf } from '@millrace/search/sql/page';
import { runPageSql } from '../search/run-page-sql.ts';
import { type CellColumn, RunCellsRepository } from './run-cells.repository.ts';
import { readTableQuery } from './table-query.ts';
import { RunTableRepository } from './run-table.repository.ts';

const MOST_CELLS = 2_000_000;
const MOST_COLUMNS = 500;

@Injectable()
export class RunTableService {
  constructor(
    private readonly repository: RunTableRepository,
    private readonly cellsRepository: RunCellsRepository,
  ) {}

  /** Each row is `[run_id, name, status, start_time, end_time or null, user, parent's run_id or null, experiment_id]`. */
  async rows(request: MessageOf<typeof SearchRunRows>): Promise<object> {
    const query = readTableQuery(request, request.max_results ?? 1000);
    const page = runPageSql(query);
    const { rows, nextPageToken } = pageOf(
      await this.repository.find(page),
      query.pageSize,
      page.keys,
      page.digest,
    );
    const found = await this.repository.rows(rows.map((row) => row.run_id));
    return {
      rows: found.map((row) => [
        uuidToRunId(row.run_id),
        row.name,
        row.status,
        int64ToJson(row.start_ms ?? 0),
        row.end_ms === null ? null : int64ToJson(row.end_ms),
        row.user_id,
        row.parent,
        String(row.experiment_id),
      ]),
      ...(nextPageToken ? { next_page_token: nextPageToken } : {}),
    };
  }

  async cells(request: MessageOf<typeof GetRunCells>): Promise<object> {
    const { run_ids: runIds, columns } = request;
    if (columns.length > MOST_COLUMNS)
      throw invalidParameter(`At most ${MOST_COLUMNS} columns can be asked for at once.`);
    if (runIds.length * columns.length > MOST_CELLS)
      throw invalidParameter(`At most ${MOST_CELLS} cells (run_ids times columns) can be asked for at once.`);
    const uuids = runIds.map((id) => {
      const uuid = runIdToUuid(id);
      if (uuid === undefined)
        throw invalidParameter(`Invalid value '${id}' in 'run_ids': a run's id is 32 hexadecimal digits.`);
      return uuid;
    });
    return { columns: await this.cellsRepository.read(uuids, columns.map(readColumn)) };
  }

  async varying(request: MessageOf<typeof ListVaryingKeys>): Promise<object> {
    return this.repository.varying(readTableQuery({ ...request, order_by: [] }, 1));
  }
}

function readColumn(column: MessageOf<typeof GetRunCells>['columns'][number], index: number): CellColumn {
  const { kind, key, at = 'LAST', step } = column;
  if (kind === undefined || key === undefined)
    throw invalidParameter(`columns[${index}] must have a kind (METRIC, PARAM or TAG) and a key.`);
  if (at === 'STEP' && step === undefined)
    throw invalidParameter(`columns[${index}] asks for the value at a step, but names no step.`);
  // No key has this character, and PostgreSQL cannot take it.
  return {
    kind,
    key: key.replaceAll('\0', '\u{FFFD}'),
    at: kind === 'METRIC' ? at : 'LAST',
    step: step ?? 0,
  };
}
