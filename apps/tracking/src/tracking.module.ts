import { Module } from '@nestjs/common';
import { ExperimentsController } from './experiments/experiments.controller.ts';
import { ExperimentsRepository } from './experiments/experiments.repository.ts';
import { ExperimentsService } from './experiments/experiments.service.ts';

@Module({ controllers: [ExperimentsController], providers: [ExperimentsService, ExperimentsRepository] })
export class TrackingModule {}
