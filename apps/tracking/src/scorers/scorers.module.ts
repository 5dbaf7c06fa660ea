import { Module } from '@nestjs/common';
import { ScorersController } from './scorers.controller.ts';
import { ScorersRepository } from './scorers.repository.ts';
import { ScorersService } from './scorers.service.ts';

/** Scorers (judges) that an experiment keeps for its evaluations, in numbered versions. */
@Module({ controllers: [ScorersController], providers: [ScorersService, ScorersRepository] })
export class ScorersModule {}
