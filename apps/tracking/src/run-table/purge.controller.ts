import { Controller } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { PurgeRuns } from '@millrace/contracts/tracking/run-table';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import { isArray, isStringArray, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { PurgeRepository } from './purge.repository.ts';

const MOST = 500;

@Controller()
export class PurgeController {
  constructor(private readonly repository: PurgeRepository) {}

  /** Only runs that were deleted before; others are left, and do not count. */
  @Endpoint('POST', '/api/millrace/runs/purge', allow('delete', 'run'), {
    summary: 'Removes deleted runs for good, with all that was logged to them but their artifacts.',
  })
  async purge(
    @Wire(PurgeRuns, { run_ids: [required, isArray, isStringArray] })
    { run_ids: runIds }: MessageOf<typeof PurgeRuns>,
  ): Promise<object> {
    if (runIds.length > MOST)
      throw invalidParameter(`At most ${MOST} runs can be removed at once; 'run_ids' has ${runIds.length}.`);
    return { purged: await this.repository.purge(runIds.flatMap((id) => runIdToUuid(id) ?? [])) };
  }
}
