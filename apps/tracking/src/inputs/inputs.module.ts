import { Module } from '@nestjs/common';
import { InputsController } from './inputs.controller.ts';
import { InputsRepository } from './inputs.repository.ts';
import { InputsService } from './inputs.service.ts';

/** What went into a run (datasets, models) and what came out of it (models). */
@Module({ controllers: [InputsController], providers: [InputsService, InputsRepository] })
export class InputsModule {}
