import { Module } from '@nestjs/common';
import { OnlineScoringController } from './online-scoring.controller.ts';
import { OnlineScoringRepository } from './online-scoring.repository.ts';
import { OnlineScoringService } from './online-scoring.service.ts';
import { ScorersController } from './scorers.controller.ts';
import { ScorersRepository } from './scorers.repository.ts';
import { ScorersService } from './scorers.service.ts';

/** Scorers (judges) that an experiment keeps for its evaluations, in numbered versions. */
@Module({
  controllers: [ScorersController, OnlineScoringController],
  providers: [ScorersService, ScorersRepository, OnlineScoringService, OnlineScoringRepository],
})
export class ScorersModule {}
