import { Module } from '@nestjs/common';
import { LoggedModelsController } from './logged-models.controller.ts';
import { LoggedModelsRepository } from './logged-models.repository.ts';
import { LoggedModelsService } from './logged-models.service.ts';

@Module({ controllers: [LoggedModelsController], providers: [LoggedModelsService, LoggedModelsRepository] })
export class LoggedModelsModule {}
