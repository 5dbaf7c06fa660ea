import type { FactoryProvider } from '@nestjs/common';
import { MessagingClient } from '@millrace/messaging/nest/messaging-client';
import { ArtifactRoots } from './artifact-roots.ts';
import { MessagingArtifactRoots } from './messaging-artifact-roots.ts';

/** For `ArtifactModule.forRoot` in a process that has MessagingModule. */
export const messagingRoots: FactoryProvider<ArtifactRoots> = {
  provide: ArtifactRoots,
  inject: [MessagingClient],
  useFactory: (messaging: MessagingClient) => new MessagingArtifactRoots(messaging),
};
