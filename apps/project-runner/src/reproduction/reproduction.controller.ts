import { Controller, HttpCode, Param } from '@nestjs/common';
import { ReproduceProjectRun } from '@millrace/contracts/projects/project-runs';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { JsonBody } from '@millrace/service-kit/http/json-body';
import { allow } from '@millrace/service-kit/security/access';
import { projectRunReply } from '../project-runs/project-run-reply.ts';
import { ROUTE } from '../project-runs/project-runs.controller.ts';
import { ReproductionService } from './reproduction.service.ts';

@Controller()
export class ReproductionController {
  constructor(private readonly reproductions: ReproductionService) {}

  @HttpCode(201)
  @Endpoint('POST', `${ROUTE}/:run_id/reproduce`, allow('update', 'run'), {
    creates: 'elsewhere',
    summary:
      'Queues a run that repeats one that has ended, with the same commit, parameters and packages as far as they are on record.',
  })
  async reproduce(
    @Param('run_id') runId: string,
    @JsonBody(ReproduceProjectRun) changes: ReproduceProjectRun,
  ): Promise<object> {
    return { project_run: projectRunReply(await this.reproductions.reproduce(runId, changes)) };
  }

  @Endpoint('GET', `${ROUTE}/:run_id/reproduction`, allow('read', 'run'), {
    summary: 'What differs between a run that repeats another one, and that one.',
  })
  async compare(@Param('run_id') runId: string): Promise<object> {
    const { original, run, status, differences } = await this.reproductions.compare(runId);
    return {
      reproduction: { original_run_id: original, run_id: run.runId, status, differences },
    };
  }
}
