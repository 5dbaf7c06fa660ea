import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import { MessagingClient } from '@millrace/messaging/nest/messaging-client';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { type RunningService, runService } from '@millrace/service-kit/run-service';
import { ArtifactModule } from '../src/artifact.module.ts';
import { messagingRoots } from '../src/roots/messaging-roots.ts';
import { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';

/** What tracking and the registry would answer, by message and first field of the payload. */
export type Answers = Record<string, Record<string, object>>;

function answering(answers: Answers): unknown {
  @Global()
  @Module({
    providers: [
      {
        provide: MessagingClient,
        useValue: {
          request: ({ name }: { name: string }, payload: object): Promise<object> => {
            const key = String(Object.values(payload)[0]);
            const answer = answers[name]?.[key];
            return answer === undefined
              ? Promise.reject(new MlflowError('RESOURCE_DOES_NOT_EXIST', `${name}: no ${key}`))
              : Promise.resolve(answer);
          },
        },
      },
    ],
    exports: [MessagingClient],
  })
  class Answering {}
  return Answering;
}

export interface ArtifactServer {
  readonly url: string;
  readonly root: string;
  stop(): Promise<void>;
}

/** The artifact service on a folder of its own (or another root); alone, unless answers of other services are given. */
export async function startArtifactServer(
  answers?: Answers,
  settings: Partial<ArtifactSettings> = {},
  environment: NodeJS.ProcessEnv = {},
): Promise<ArtifactServer> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-artifact-app-'));
  const root = join(folder, 'root');
  const artifacts = ArtifactModule.forRoot({
    ...(answers === undefined ? {} : { roots: messagingRoots }),
    settings: { ...ArtifactSettings.parse({ MILLRACE_ARTIFACT_ROOT: root }), ...settings },
  });
  const service: RunningService = await runService({
    name: 'artifact',
    settings: HttpSettings,
    environment: { PORT: '0', ...environment },
    modules: () => (answers === undefined ? [artifacts] : [answering(answers) as never, artifacts]),
    logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const stop = async (): Promise<void> => {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: service.url, root, stop };
}
