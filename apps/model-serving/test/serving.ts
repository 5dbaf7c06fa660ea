import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import { Database } from '@millrace/database/database';
import { MessagingServer } from '@millrace/messaging/nest/messaging-server';
import { RegistryModule } from '@millrace/registry-app/registry.module';
import { RegistrySettings } from '@millrace/registry-app/settings/registry-settings';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { type RunningService, runService } from '@millrace/service-kit/run-service';
import { IdempotencySettings } from '@millrace/service-stores/idempotency/idempotency-settings';
import { startMessageHandlers } from '@millrace/service-stores/message-handlers';
import { stores } from '@millrace/service-stores/stores';
import { TrackingModule } from '@millrace/tracking-app/tracking.module';
import { createTestDatabase, type TestDatabase } from '../../../packages/database/test/test-database.ts';
import { ModelServingModule } from '../src/model-serving.module.ts';
import { ServingSettings } from '../src/settings/serving-settings.ts';
import { type Behaviour, openWritten } from './written-scorer.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** Model serving with a registry, on a database and a folder of its own; replicas can be added. */
export class TestServing {
  private readonly replicas: RunningService[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly folder: string,
  ) {}

  static async start(): Promise<TestServing> {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-serving-'));
    const serving = new TestServing(await createTestDatabase(), folder);
    await serving.addReplica();
    return serving;
  }

  async addReplica(): Promise<string> {
    const root = join(this.folder, 'artifacts');
    const settings = {
      ...ServingSettings.parse({ MILLRACE_SERVING_FOLDER: join(this.folder, 'serving') }),
      ...ArtifactSettings.parse({ MILLRACE_ARTIFACT_ROOT: root }),
      ...IdempotencySettings.parse({}),
      ...RegistrySettings.parse({}),
      DATABASE_URL: this.database.url,
    };
    const service = await runService({
      name: 'model-serving',
      settings: HttpSettings,
      environment: { PORT: '0' },
      modules: () => [
        ...stores('standalone', settings),
        TrackingModule,
        RegistryModule.forRoot(settings),
        ModelServingModule.forRoot(settings, openWritten),
      ],
      prepare: startMessageHandlers,
      logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
    });
    await service.app.get(MessagingServer).subscribed();
    this.replicas.push(service);
    return service.url;
  }

  get url(): string {
    return this.replicas[0]?.url ?? '';
  }

  /** Registers a version of a model that behaves so. Returns its number. */
  async register(name: string, behaviour: Behaviour): Promise<number> {
    const database = this.replicas[0]?.app.get(Database) as Database;
    await database.query(
      'INSERT INTO registered_models (name, created_ms, updated_ms) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING',
      [name],
    );
    const [row] = await database.query<{ version: number }>(
      `INSERT INTO model_versions (name, version, created_ms, updated_ms, stage, status, source)
       SELECT $1, coalesce(max(version), 0) + 1, 0, 0, 'None', 'READY',
         concat('mlflow-artifacts:/', $1::text, '/', coalesce(max(version), 0) + 1)
       FROM model_versions WHERE name = $1 RETURNING version`,
      [name],
    );
    const version = row?.version ?? 0;
    const folder = join(this.folder, 'artifacts', name, String(version));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'MLmodel'), 'flavors: {}\n');
    await writeFile(join(folder, 'behaviour.json'), JSON.stringify(behaviour));
    return version;
  }

  async call(method: string, path: string, body?: object, url = this.url): Promise<Answer> {
    const response = await fetch(url + path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    const parsed: unknown = response.headers.get('content-type')?.startsWith('application/json')
      ? JSON.parse(text.trim() === '' ? '{}' : text)
      : { text };
    return { status: response.status, body: parsed as Answer['body'], headers: response.headers };
  }

  deployments(method: string, path = '', body?: object): Promise<Answer> {
    return this.call(method, `/api/millrace/deployments${path}`, body);
  }

  /** Sets an alias as a client does. */
  async alias(name: string, alias: string, version: number): Promise<void> {
    const body = { name, alias, version: String(version) };
    await this.call('POST', '/api/2.0/mlflow/registered-models/alias', body);
  }

  /** What the model that answers answers. */
  async invoke(name: string, url = this.url): Promise<string> {
    const { status, body } = await this.call(
      'POST',
      `/deployments/${name}/invocations`,
      { inputs: [1] },
      url,
    );
    return status === 200
      ? String((body['predictions'] as string[])[0])
      : `${status} ${String(body['message'])}`;
  }

  async stopReplica(url: string): Promise<void> {
    const index = this.replicas.findIndex((replica) => replica.url === url);
    await this.replicas.splice(index, 1)[0]?.stop();
  }

  async close(): Promise<void> {
    for (const replica of this.replicas.splice(0)) await replica.stop();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Waits until `look` gives something that is not undefined. */
export async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`It did not come to this in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
