import { Controller, Inject } from '@nestjs/common';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { allow } from '@millrace/service-kit/security/access';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';
import { type LivingRunner, RunnersRepository } from './runners.repository.ts';

@Controller()
export class RunnersController {
  constructor(
    @Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings,
    private readonly runners: RunnersRepository,
  ) {}

  @Endpoint('GET', '/api/millrace/project-runners', allow('read', 'run'), {
    summary: 'The processes that run projects, what each of them runs, and how many runs wait.',
  })
  async list(): Promise<object> {
    const living = await this.runners.living(this.settings.MILLRACE_RUNNER_LEASE_SECONDS * 1000);
    return { project_runners: living.map(runnerReply), queue: await this.runners.counts() };
  }
}

function runnerReply({ runnerId, hostname, startedMs, seenMs, executors, runs }: LivingRunner): object {
  return {
    runner_id: runnerId,
    hostname,
    started_timestamp: startedMs,
    last_seen_timestamp: seenMs,
    executors: executors.map(({ name, concurrency }) => ({
      name,
      concurrency,
      running: runs.filter(({ executor }) => executor === name).length,
    })),
    running_run_ids: runs.map(({ runId }) => runId),
  };
}
