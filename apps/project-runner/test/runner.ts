import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ArtifactModule } from '@millrace/artifact-app/artifact.module';
import { ArtifactMessagesController } from '@millrace/artifact-app/messages/artifact-messages.controller';
import { messagingRoots } from '@millrace/artifact-app/roots/messaging-roots';
import { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { type RunningService, runService } from '@millrace/service-kit/run-service';
import { IdempotencySettings } from '@millrace/service-stores/idempotency/idempotency-settings';
import { startMessageHandlers } from '@millrace/service-stores/message-handlers';
import { stores } from '@millrace/service-stores/stores';
import { TrackingModule } from '@millrace/tracking-app/tracking.module';
import { createTestDatabase, type TestDatabase } from '../../../packages/database/test/test-database.ts';
import { ProjectRunnerModule } from '../src/project-runner.module.ts';
import { RunnerSettings } from '../src/settings/runner-settings.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: { readonly [field: string]: never } & {
    readonly project_run: ShownRun;
    readonly project_runs: ShownRun[];
    readonly next_page_token?: string;
    readonly message: string;
    readonly uri: string;
  };
}

export interface ShownRun {
  readonly run_id: string;
  readonly status: string;
  readonly exit_code?: number;
  readonly reason?: string;
  readonly attempts: number;
  readonly priority: number;
  readonly start_timestamp?: number;
}

const ROUTE = '/api/millrace/project-runs';

/** A project runner with tracking and artifacts, on a database and a folder of its own. */
export class TestRunner {
  private constructor(
    private readonly service: RunningService,
    readonly database: TestDatabase,
    readonly folder: string,
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<TestRunner> {
    const database = await createTestDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'millrace-runner-'));
    const settings = {
      ...RunnerSettings.parse({ MILLRACE_RUNNER_FOLDER: join(folder, 'projects'), ...environment }),
      ...ArtifactSettings.parse({ MILLRACE_ARTIFACT_ROOT: join(folder, 'artifacts') }),
      ...IdempotencySettings.parse({}),
      DATABASE_URL: database.url,
      ...(environment['REDIS_URL'] !== undefined && { REDIS_URL: environment['REDIS_URL'] }),
    };
    const service = await runService({
      name: 'project-runner',
      settings: HttpSettings,
      environment: { PORT: '0' },
      modules: () => [
        ...stores('standalone', settings),
        TrackingModule,
        ArtifactModule.forRoot({ roots: messagingRoots, messages: ArtifactMessagesController, settings }),
        ProjectRunnerModule.forRoot(settings),
      ],
      prepare: startMessageHandlers,
      logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
    });
    return new TestRunner(service, database, folder);
  }

  get url(): string {
    return this.service.url;
  }

  get<T>(type: new (...args: never[]) => T): T {
    return this.service.app.get(type, { strict: false });
  }

  /** Writes the files of a project. Returns its folder. */
  async project(name: string, files: Record<string, string>): Promise<string> {
    const folder = join(this.folder, 'given', name);
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return folder;
  }

  async call(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(this.url + path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json');
    return { status: answer.status, text, body: (isJson ? JSON.parse(text) : {}) as Answer['body'] };
  }

  runs(method: string, path = '', body?: object): Promise<Answer> {
    return this.call(method, ROUTE + path, body);
  }

  async submit(request: object): Promise<string> {
    const { status, text, body } = await this.runs('POST', '', request);
    if (status !== 201) throw new Error(text);
    return body.project_run.run_id;
  }

  /** The run once it is in one of these states. */
  async until(
    runId: string,
    states: readonly string[] = ['FINISHED', 'FAILED', 'KILLED', 'TIMED_OUT'],
  ): Promise<ShownRun> {
    const deadline = Date.now() + 25_000;
    for (;;) {
      const { body } = await this.runs('GET', `/${runId}`);
      if (states.includes(body.project_run.status)) return body.project_run;
      if (Date.now() > deadline) throw new Error(`It is still ${JSON.stringify(body.project_run)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async log(runId: string): Promise<string> {
    return (await this.runs('GET', `/${runId}/logs`)).text;
  }

  /** The tracked run: its status, tags and parameters. */
  async tracked(runId: string): Promise<{
    status: string;
    ended: boolean;
    tags: Record<string, string>;
    params: Record<string, string>;
  }> {
    const { text } = await this.call('GET', `/api/2.0/mlflow/runs/get?run_id=${runId}`);
    const { run } = JSON.parse(text) as {
      run: {
        info: { status: string; end_time?: number };
        data: Record<string, { key: string; value: string }[]>;
      };
    };
    const texts = (list: { key: string; value: string }[] = []): Record<string, string> =>
      Object.fromEntries(list.map(({ key, value }) => [key, value]));
    const { status, end_time } = run.info;
    return {
      status,
      ended: end_time !== undefined,
      tags: texts(run.data['tags']),
      params: texts(run.data['params']),
    };
  }

  async close(): Promise<void> {
    await this.service.stop();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
