import {
  type DynamicModule,
  Module,
  type OnApplicationShutdown,
  type Provider,
  type Type,
} from '@nestjs/common';
import { Readiness } from '@millrace/service-kit/health/readiness';
import { LoggedModelArtifactsController } from './logged-models/logged-model-artifacts.controller.ts';
import { ModelVersionArtifactsController } from './model-versions/model-version-artifacts.controller.ts';
import { MultipartController } from './multipart/multipart.controller.ts';
import { PresignedController } from './presigned/presigned.controller.ts';
import { PreviewController } from './preview/preview.controller.ts';
import { ProxyController } from './proxy/proxy.controller.ts';
import { Retention, type RetentionOptions } from './retention/retention.ts';
import { ArtifactRoots } from './roots/artifact-roots.ts';
import { NoArtifactRoots } from './roots/no-artifact-roots.ts';
import { RunArtifactsController } from './runs/run-artifacts.controller.ts';
import { RunListing } from './runs/run-listing.ts';
import { UploadArtifactController } from './runs/upload-artifact.controller.ts';
import type { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import { artifactStoreCheck } from '@millrace/artifact-stores/store/readiness';
import { openStores, Stores } from '@millrace/artifact-stores/store/stores';
import { TraceArtifactsController } from './traces/trace-artifacts.controller.ts';
import { ZipController } from './zip/zip.controller.ts';

export interface ArtifactModuleOptions {
  readonly settings: ArtifactSettings;
  /** Provides ArtifactRoots: `messagingRoots` where there is MessagingModule. Without it only the proxy routes work. */
  readonly roots?: Provider<ArtifactRoots>;
  /** Answers other services: `ArtifactMessagesController` where there is MessagingModule. */
  readonly messages?: Type;
  /** Removes what was deleted long ago. */
  readonly retention?: RetentionOptions | undefined;
}

/** Artifact bytes. Messaging is not imported here: it is most of the memory of a process that has it. */
@Module({})
export class ArtifactModule implements OnApplicationShutdown {
  constructor(
    private readonly stores: Stores,
    readiness: Readiness,
  ) {
    readiness.add(artifactStoreCheck(() => stores.root.check()));
  }

  static forRoot({ settings, roots, messages, retention }: ArtifactModuleOptions): DynamicModule {
    return {
      module: ArtifactModule,
      controllers: [
        ProxyController,
        MultipartController,
        PresignedController,
        RunArtifactsController,
        UploadArtifactController,
        LoggedModelArtifactsController,
        ModelVersionArtifactsController,
        TraceArtifactsController,
        ZipController,
        PreviewController,
        ...(messages ? [messages] : []),
      ],
      providers: [
        RunListing,
        { provide: Stores, useFactory: () => openStores(settings) },
        ...(retention === undefined
          ? []
          : [
              {
                provide: Retention,
                inject: [Stores],
                useFactory: (stores: Stores) => new Retention(retention, stores),
              },
            ]),
        roots ?? { provide: ArtifactRoots, useClass: NoArtifactRoots },
      ],
      exports: [Stores],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stores.close();
  }
}
