import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import type { DescribeProject } from '@millrace/contracts/projects/describe-project';
import { RunArtifacts } from '../execution/run-artifacts.ts';
import { SCRIPT_TYPES } from '../mlproject/find-entry-point.ts';
import type { Project } from '../mlproject/project.ts';
import { ProjectError } from '../mlproject/project-error.ts';
import { ThisRunner } from '../runners/this-runner.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';
import type { GitFacts } from '../sources/checkout-git.ts';

export interface DescribedProject {
  readonly project: Project;
  /** The scripts at its top that can be run by their names. */
  readonly scripts: readonly string[];
  readonly git: GitFacts | undefined;
  /** That can run it here. */
  readonly executors: readonly string[];
}

const FETCH_MS = 60_000;
const MAX_BYTES = 512 * 1024 * 1024;
const MAX_AT_ONCE = 4;
const MAX_SCRIPTS = 200;

/** Looks into projects without running them. */
@Injectable()
export class DescribeProjectService {
  private underWay = 0;

  constructor(
    @Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings,
    private readonly artifacts: RunArtifacts,
    private readonly runner: ThisRunner,
  ) {}

  /** Fetches a project and reads it. Rejects with INVALID_PARAMETER_VALUE for what is wrong with it. */
  async describe({ uri, version }: DescribeProject): Promise<DescribedProject> {
    if (this.underWay >= MAX_AT_ONCE)
      throw new MlflowError(
        'REQUEST_LIMIT_EXCEEDED',
        'Other projects are being looked at; ask again in a moment.',
      );
    this.underWay += 1;
    const parent = join(resolve(this.settings.MILLRACE_RUNNER_FOLDER), 'described');
    await mkdir(parent, { recursive: true });
    const into = await mkdtemp(join(parent, 'project-'));
    try {
      return await this.read(uri, version, into);
    } catch (error) {
      throw error instanceof ProjectError ? error.toAnswer() : error;
    } finally {
      this.underWay -= 1;
      await rm(into, { recursive: true, force: true });
    }
  }

  private async read(uri: string, version: string | undefined, into: string): Promise<DescribedProject> {
    const { fetchProject } = await import('../sources/fetch-project.ts');
    const { loadProject } = await import('../mlproject/load-project.ts');
    const { folder, git } = await fetchProject(uri, version, {
      into,
      timeoutMs: Math.min(FETCH_MS, this.settings.MILLRACE_RUNNER_FETCH_SECONDS * 1000),
      maxBytes: Math.min(MAX_BYTES, this.settings.MILLRACE_RUNNER_DISK_BYTES),
      fetchUpload: (id, file) => this.artifacts.fetchUpload(id, file),
    });
    const project = await loadProject(folder);
    const names = (await readdir(folder)).filter((name) => SCRIPT_TYPES.includes(extname(name)));
    const executors = this.runner.executors
      .map(({ name }) => name)
      .filter((name) => project.environment.kind !== 'docker' || name !== 'process');
    return { project, git, executors, scripts: names.toSorted().slice(0, MAX_SCRIPTS) };
  }
}
