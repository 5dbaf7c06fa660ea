import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { invalidParameter, notFound } from '@millrace/contracts/errors';
import type { CreateProjectRun } from '@millrace/contracts/projects/project-runs';
import type {
  CreateProjectSchedule,
  TriggerProjectSchedule,
  UpdateProjectSchedule,
} from '@millrace/contracts/projects/project-schedules';
import { runIdToUuid, uuidToRunId } from '@millrace/contracts/tracking/run-id';
import type { ProjectRun } from '../project-runs/project-run.ts';
import { SubmitRun } from '../project-runs/submit-run.ts';
import { withoutCredentials } from '../sources/project-uri.ts';
import { hasCredentials, UriCredentials } from '../sources/uri-credentials.ts';
import { nextTick } from './cron.ts';
import type { ProjectSchedule } from './project-schedule.ts';
import { ScheduleClock } from './schedule-clock.ts';
import { SchedulesRepository } from './schedules.repository.ts';

const MAX_SCHEDULES = 1000;

@Injectable()
export class SchedulesService {
  constructor(
    private readonly repository: SchedulesRepository,
    private readonly submission: SubmitRun,
    private readonly clock: ScheduleClock,
    private readonly credentials: UriCredentials,
  ) {}

  async create(given: CreateProjectSchedule): Promise<ProjectSchedule> {
    const { project_run: request, ...settings } = given;
    this.check(request);
    const nextMs = await dueAfterNow(settings);
    if ((await this.repository.count()) >= MAX_SCHEDULES)
      throw invalidParameter(`There are ${MAX_SCHEDULES} schedules, which is the most: delete one first.`);
    const schedule: ProjectSchedule = {
      ...settings,
      scheduleId: uuidToRunId(randomUUID()),
      request: this.credentials.seal(request),
      nextMs,
      lastMs: null,
      lastRunId: null,
      lastError: null,
      createdMs: Date.now(),
    };
    await this.repository.insert(schedule);
    this.clock.wind();
    return schedule;
  }

  list(): Promise<ProjectSchedule[]> {
    return this.repository.list(MAX_SCHEDULES);
  }

  async get(scheduleId: string): Promise<ProjectSchedule> {
    const found = isId(scheduleId) ? await this.repository.find(scheduleId) : undefined;
    if (found === undefined) throw noSuchSchedule(scheduleId);
    return found;
  }

  /** One that goes on, or gets another cron, is next due after now: what it missed before is not made up for. */
  async update(scheduleId: string, changes: UpdateProjectSchedule): Promise<ProjectSchedule> {
    const { project_run: request, ...settings } = changes;
    if (request !== undefined) this.check(request);
    const changed = isId(scheduleId)
      ? await this.repository.change(scheduleId, async (schedule) => {
          const next = {
            ...schedule,
            ...settings,
            ...(request && { request: this.changed(schedule, request) }),
          };
          const isTimed =
            next.cron !== schedule.cron ||
            next.timezone !== schedule.timezone ||
            next.paused !== schedule.paused;
          return isTimed ? { ...next, nextMs: await dueAfterNow(next) } : next;
        })
      : undefined;
    if (changed === undefined) throw noSuchSchedule(scheduleId);
    this.clock.wind();
    return changed;
  }

  async delete(scheduleId: string): Promise<void> {
    if (!isId(scheduleId) || !(await this.repository.delete(scheduleId))) throw noSuchSchedule(scheduleId);
  }

  private check(request: CreateProjectRun): void {
    this.submission.check(request);
    if (hasCredentials(request.uri) && !this.credentials.areEncrypted)
      throw invalidParameter(
        "'project_run.uri' has credentials, which a schedule would keep in plain text. Set MILLRACE_SECRETS_KEY, so that they are " +
          'encrypted, or leave them out and let the machine that runs projects have access of its own, by its ~/.netrc or an ssh key.',
      );
  }

  /** The uri is shown without its credentials, so that whoever changes something else gives it back without them. */
  private changed({ request: before }: ProjectSchedule, request: CreateProjectRun): CreateProjectRun {
    const isShown = request.uri === withoutCredentials(before.uri);
    return this.credentials.seal(isShown ? { ...request, uri: before.uri } : request);
  }

  /** Submits a run of it now, whenever it is due. */
  async trigger(scheduleId: string, changes: TriggerProjectSchedule): Promise<ProjectRun> {
    const { request } = await this.get(scheduleId);
    const parameters = { ...request.parameters, ...changes.parameters };
    const run = await this.submission.submit({ ...request, ...changes, parameters }, { scheduleId });
    await this.repository.noteSubmitted(scheduleId, {
      lastMs: run.createdMs,
      lastRunId: run.runId,
      lastError: null,
    });
    return run;
  }
}

async function dueAfterNow(
  schedule: Pick<ProjectSchedule, 'cron' | 'timezone' | 'paused'>,
): Promise<number | null> {
  const next = await nextTick(schedule.cron, schedule.timezone, Date.now());
  return schedule.paused ? null : (next ?? null);
}

function isId(text: string): boolean {
  return runIdToUuid(text) !== undefined;
}

function noSuchSchedule(scheduleId: string): Error {
  return notFound(`There is no project schedule with the id '${scheduleId.slice(0, 100)}'.`);
}
