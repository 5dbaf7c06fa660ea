import { Module } from '@nestjs/common';
import { ArtifactPlaces } from './artifact-places.ts';
import { ModelVersionNotes } from './model-version-notes.ts';
import { TracesModule } from '../traces/traces.module.ts';
import { TracePlaces } from './trace-places.ts';
import { TrackingMessagesController } from './tracking-messages.controller.ts';

@Module({
  imports: [TracesModule],
  controllers: [TrackingMessagesController],
  providers: [ArtifactPlaces, ModelVersionNotes, TracePlaces],
})
export class TrackingMessagesModule {}
