import { Readable } from 'node:stream';
import { Controller, StreamableFile } from '@nestjs/common';
import { SearchRuns } from '@millrace/contracts/tracking/runs';
import { atMost, isArray, isIntlike, isString, isStringArray } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { SearchRunsService } from './search-runs.service.ts';

@Controller()
export class SearchRunsController {
  constructor(private readonly search: SearchRunsService) {}

  @Endpoint('POST', '/api/2.0/mlflow/runs/search', allow('read', 'experiment'))
  async searchRuns(
    @Wire(SearchRuns, {
      experiment_ids: [isArray],
      filter: [isString],
      max_results: [isIntlike, atMost(50_000)],
      order_by: [isArray, isStringArray],
    })
    request: MessageOf<typeof SearchRuns>,
  ): Promise<Buffer | StreamableFile> {
    const answer = await this.search.search(request);
    if (Buffer.isBuffer(answer)) return answer;
    return new StreamableFile(Readable.from(answer, { objectMode: false }), { type: 'application/json' });
  }
}
