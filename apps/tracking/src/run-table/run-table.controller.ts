import { Controller } from '@nestjs/common';
import { GetRunCells, ListVaryingKeys, SearchRunRows } from '@millrace/contracts/tracking/run-table';
import { isArray, isString, isStringArray, required, within } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { RunTableService } from './run-table.service.ts';

const QUERY = { experiment_ids: [required, isArray, isStringArray], filter: [isString] };
const CELLS_BODY_BYTES = 2 * 1024 * 1024;

@Controller()
export class RunTableController {
  constructor(private readonly table: RunTableService) {}

  @Endpoint('POST', '/api/millrace/runs/rows', allow('read', 'experiment'), {
    summary: 'Runs that a filter keeps, in order, without what was logged to them: an array for each.',
  })
  async rows(
    @Wire(SearchRunRows, { ...QUERY, max_results: [within(1, 50_000)], order_by: [isArray, isStringArray] })
    request: MessageOf<typeof SearchRunRows>,
  ): Promise<object> {
    return this.table.rows(request);
  }

  @Endpoint('POST', '/api/millrace/runs/cells', allow('read', 'experiment'), {
    maxBodyBytes: CELLS_BODY_BYTES,
    summary: 'Values of some columns for some runs: an array for each column, null where a run has none.',
  })
  async cells(
    @Wire(GetRunCells, { run_ids: [required, isArray, isStringArray], columns: [required, isArray] })
    request: MessageOf<typeof GetRunCells>,
  ): Promise<object> {
    return this.table.cells(request);
  }

  @Endpoint('POST', '/api/millrace/runs/varying-keys', allow('read', 'experiment'), {
    summary: 'The keys whose values are not the same in all runs that a filter keeps.',
  })
  async varying(@Wire(ListVaryingKeys, QUERY) request: MessageOf<typeof ListVaryingKeys>): Promise<object> {
    return this.table.varying(request);
  }
}
