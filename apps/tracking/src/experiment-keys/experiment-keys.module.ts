import { Module } from '@nestjs/common';
import { ExperimentKeysController } from './experiment-keys.controller.ts';
import { ExperimentKeysRepository } from './experiment-keys.repository.ts';

@Module({
  controllers: [ExperimentKeysController],
  providers: [ExperimentKeysRepository],
  exports: [ExperimentKeysRepository],
})
export class ExperimentKeysModule {}
