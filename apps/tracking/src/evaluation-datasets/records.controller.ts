import { Controller, Param } from '@nestjs/common';
import {
  DeleteDatasetRecords,
  GetDatasetRecords,
  UpsertDatasetRecords,
} from '@millrace/contracts/tracking/evaluation-datasets';
import { isArray, isIntlike, isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { dumpPythonJson } from '@millrace/contracts/wire/python-json';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { renderRecord } from './dataset-record.ts';
import { RecordsService } from './records.service.ts';

const RECORDS = '/api/3.0/mlflow/datasets/:dataset_id/records';

@Controller()
export class RecordsController {
  constructor(private readonly records: RecordsService) {}

  @Endpoint('POST', RECORDS, allow('update', 'dataset'), { creates: 'in-transaction' })
  async upsert(
    @Param('dataset_id') datasetId: string,
    @Wire(UpsertDatasetRecords, { records: [required, isString] })
    request: MessageOf<typeof UpsertDatasetRecords>,
  ): Promise<object> {
    const { inserted, updated } = await this.records.upsert(datasetId, request.records ?? '');
    return { inserted_count: inserted, updated_count: updated };
  }

  @Endpoint('GET', RECORDS, allow('read', 'dataset'))
  async page(
    @Param('dataset_id') datasetId: string,
    @Wire(GetDatasetRecords, { max_results: [isIntlike], page_token: [isString] })
    request: MessageOf<typeof GetDatasetRecords>,
  ): Promise<object> {
    const size = request.max_results || 1000;
    const { records, nextPageToken } = await this.records.page(datasetId, size, request.page_token);
    return {
      records: dumpPythonJson(records.map(renderRecord)),
      ...(nextPageToken !== undefined && { next_page_token: nextPageToken }),
    };
  }

  @Endpoint('DELETE', RECORDS, allow('update', 'dataset'))
  async delete(
    @Param('dataset_id') datasetId: string,
    @Wire(DeleteDatasetRecords, { dataset_record_ids: [isArray] })
    request: MessageOf<typeof DeleteDatasetRecords>,
  ): Promise<object> {
    return { deleted_count: await this.records.delete(datasetId, request.dataset_record_ids) };
  }
}
