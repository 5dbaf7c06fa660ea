import { Module } from '@nestjs/common';
import { AssessmentsController } from './assessments.controller.ts';
import { AssessmentsRepository } from './assessments.repository.ts';
import { AssessmentsService } from './assessments.service.ts';

/** Feedback on traces, and what was expected of them. */
@Module({
  controllers: [AssessmentsController],
  providers: [AssessmentsService, AssessmentsRepository],
  exports: [AssessmentsRepository],
})
export class AssessmentsModule {}
