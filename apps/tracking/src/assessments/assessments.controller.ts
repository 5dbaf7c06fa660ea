import { Controller, Param } from '@nestjs/common';
import { CreateAssessment, UpdateAssessment } from '@millrace/contracts/tracking/assessments';
import { required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import type { Assessment } from './assessment.ts';
import { renderAssessment } from './assessment-reply.ts';
import { AssessmentsService } from './assessments.service.ts';

const ASSESSMENTS = '/api/3.0/mlflow/traces/:trace_id/assessments';

@Controller()
export class AssessmentsController {
  constructor(private readonly assessments: AssessmentsService) {}

  @Endpoint('POST', ASSESSMENTS, allow('update', 'trace'), { creates: 'in-transaction' })
  async create(
    @Param('trace_id') traceId: string,
    @Wire(CreateAssessment, { assessment: [required] }) request: MessageOf<typeof CreateAssessment>,
  ): Promise<object> {
    return reply(await this.assessments.create(traceId, request.assessment ?? { metadata: {} }));
  }

  @Endpoint('GET', `${ASSESSMENTS}/:assessment_id`, allow('read', 'trace'))
  async get(
    @Param('trace_id') traceId: string,
    @Param('assessment_id') assessmentId: string,
  ): Promise<object> {
    return reply(await this.assessments.get(traceId, assessmentId));
  }

  @Endpoint('PATCH', `${ASSESSMENTS}/:assessment_id`, allow('update', 'trace'))
  async update(
    @Param('trace_id') traceId: string,
    @Param('assessment_id') assessmentId: string,
    @Wire(UpdateAssessment, { assessment: [required], update_mask: [required] })
    request: MessageOf<typeof UpdateAssessment>,
  ): Promise<object> {
    const { assessment = { metadata: {} }, update_mask: mask = '' } = request;
    return reply(await this.assessments.update(traceId, assessmentId, assessment, mask));
  }

  @Endpoint('DELETE', `${ASSESSMENTS}/:assessment_id`, allow('update', 'trace'))
  async delete(
    @Param('trace_id') traceId: string,
    @Param('assessment_id') assessmentId: string,
  ): Promise<object> {
    await this.assessments.delete(traceId, assessmentId);
    return {};
  }
}

function reply(assessment: Assessment): object {
  return { assessment: renderAssessment(assessment) };
}
