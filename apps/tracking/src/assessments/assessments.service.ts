import { Injectable } from '@nestjs/common';
import { alreadyExists, notFound } from '@millrace/contracts/errors';
import type { Assessment as AssessmentMessage } from '@millrace/contracts/tracking/traces';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Database, type Queryable } from '@millrace/database/database';
import { isUniqueViolation } from '@millrace/database/sql-state';
import type { Assessment } from './assessment.ts';
import { AssessmentsRepository } from './assessments.repository.ts';
import { readAssessment } from './read-assessment.ts';
import { applyUpdate } from './update-assessment.ts';

type Message = MessageOf<typeof AssessmentMessage>;

@Injectable()
export class AssessmentsService {
  constructor(
    private readonly database: Database,
    private readonly repository: AssessmentsRepository,
  ) {}

  /** Adds an assessment to a trace. One that it overrides is no longer valid; 404 when trace or overridden one are not there. */
  async create(traceId: string, message: Message): Promise<Assessment> {
    const assessment = readAssessment(message, traceId);
    await this.database
      .transaction(async (transaction) => {
        if (!(await this.repository.lockTrace(transaction, traceId)))
          throw notFound(`Trace with ID '${traceId}' not found.`);
        const { overrides } = assessment;
        if (overrides && !(await this.repository.setValid(transaction, traceId, overrides, false)))
          throw missing(traceId, overrides);
        await this.repository.insert(transaction, [assessment]);
      })
      .catch((error: unknown) => {
        throw isUniqueViolation(error)
          ? alreadyExists(`An assessment with ID '${assessment.assessmentId}' exists already.`)
          : error;
      });
    return assessment;
  }

  async get(traceId: string, assessmentId: string): Promise<Assessment> {
    return this.require(this.database, traceId, assessmentId);
  }

  /** Changes the fields that the mask names (camelCase, commas between); metadata is merged. */
  async update(traceId: string, assessmentId: string, message: Message, mask: string): Promise<Assessment> {
    return this.database.transaction(async (transaction) => {
      const existing = await this.require(transaction, traceId, assessmentId, true);
      const updated = applyUpdate(existing, message, mask);
      await this.repository.update(transaction, updated);
      return updated;
    });
  }

  /** Deleting what is not there is no error. */
  async delete(traceId: string, assessmentId: string): Promise<void> {
    await this.repository.delete(this.database, traceId, assessmentId);
  }

  private async require(
    database: Queryable,
    traceId: string,
    assessmentId: string,
    lock = false,
  ): Promise<Assessment> {
    const assessment = await this.repository.find(database, traceId, assessmentId, lock);
    if (assessment !== undefined) return assessment;
    if (!(await this.repository.lockTrace(database, traceId)))
      throw notFound(`Trace with request_id '${traceId}' not found`);
    throw missing(traceId, assessmentId);
  }
}

function missing(traceId: string, assessmentId: string): Error {
  return notFound(`Assessment with ID '${assessmentId}' not found for trace '${traceId}'`);
}
