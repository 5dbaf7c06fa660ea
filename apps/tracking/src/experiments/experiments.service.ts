import { Injectable } from '@nestjs/common';
import type { CreateExperiment } from '@millrace/contracts/tracking/experiments';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { ExperimentsRepository } from './experiments.repository.ts';

@Injectable()
export class ExperimentsService {
  constructor(private readonly repository: ExperimentsRepository) {}

  /** Creates an experiment and returns its id. */
  async create(request: MessageOf<typeof CreateExperiment>): Promise<string> {
    return this.repository.insert(request.name ?? '', request.artifact_location ?? '');
  }
}
