import type { Readable } from 'node:stream';
import { Controller, Header, HttpCode, Param } from '@nestjs/common';
import {
  CreateProjectRun,
  ListProjectRuns,
  RerunProjectRun,
} from '@millrace/contracts/projects/project-runs';
import { Endpoint, UploadEndpoint } from '@millrace/service-kit/http/endpoint';
import { JsonBody, QueryOf } from '@millrace/service-kit/http/json-body';
import { UploadBody } from '@millrace/service-kit/http/upload-body';
import { allow } from '@millrace/service-kit/security/access';
import { RunArtifacts } from '../execution/run-artifacts.ts';
import { projectRunReply } from './project-run-reply.ts';
import { ProjectRunsService } from './project-runs.service.ts';

export const ROUTE = '/api/millrace/project-runs';
const READ = allow('read', 'run');
const UPDATE = allow('update', 'run');

@Controller()
export class ProjectRunsController {
  constructor(
    private readonly runs: ProjectRunsService,
    private readonly artifacts: RunArtifacts,
  ) {}

  @HttpCode(201)
  @Endpoint('POST', ROUTE, UPDATE, {
    creates: 'elsewhere',
    summary: 'Queues a run of a project. It is a tracked run from then on: its status tells how far it is.',
  })
  async submit(@JsonBody(CreateProjectRun) request: CreateProjectRun): Promise<object> {
    return { project_run: projectRunReply(await this.runs.submit(request)) };
  }

  @Endpoint('GET', ROUTE, READ, { summary: 'The runs of projects, the newest first, in pages.' })
  async list(@QueryOf(ListProjectRuns) request: ListProjectRuns): Promise<object> {
    const { runs, nextToken } = await this.runs.list(request);
    return {
      project_runs: runs.map(projectRunReply),
      ...(nextToken !== undefined && { next_page_token: nextToken }),
    };
  }

  @Endpoint('GET', `${ROUTE}/:run_id`, READ, { summary: 'A run of a project.' })
  async get(@Param('run_id') runId: string): Promise<object> {
    return { project_run: projectRunReply(await this.runs.get(runId)) };
  }

  @Endpoint('POST', `${ROUTE}/:run_id/cancel`, UPDATE, { summary: 'Ends a run that waits or goes on.' })
  async cancel(@Param('run_id') runId: string): Promise<object> {
    return { project_run: projectRunReply(await this.runs.cancel(runId)) };
  }

  @Endpoint('POST', `${ROUTE}/:run_id/retry`, UPDATE, {
    summary: 'Queues a run again that has failed, was killed or has timed out.',
  })
  async retry(@Param('run_id') runId: string): Promise<object> {
    return { project_run: projectRunReply(await this.runs.retry(runId)) };
  }

  @HttpCode(201)
  @Endpoint('POST', `${ROUTE}/:run_id/rerun`, UPDATE, {
    creates: 'elsewhere',
    summary:
      'Queues another run of the same project, with the parameters and options of this one but for what is given.',
  })
  async rerun(
    @Param('run_id') runId: string,
    @JsonBody(RerunProjectRun) changes: RerunProjectRun,
  ): Promise<object> {
    return { project_run: projectRunReply(await this.runs.rerun(runId, changes)) };
  }

  @Header('content-type', 'application/json')
  @UploadEndpoint('PUT', `${ROUTE}/uploads`, UPDATE, {
    summary: 'Keeps a zip archive of a project. The answer has the uri to run it by.',
  })
  async upload(@UploadBody() body: Readable): Promise<object> {
    return { uri: `upload:${await this.artifacts.keepUpload(body)}` };
  }
}
