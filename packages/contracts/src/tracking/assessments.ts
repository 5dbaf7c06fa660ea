import { message, one, string } from '../wire/field.ts';
import { Assessment } from './traces.ts';

export const CreateAssessment = message('CreateAssessment', {
  assessment: one(Assessment),
});

export const UpdateAssessment = message('UpdateAssessment', {
  assessment: one(Assessment),
  /** google.protobuf.FieldMask: names in camelCase, with commas between. */
  update_mask: string,
});

export const DeleteAssessment = message('DeleteAssessment', {
  trace_id: string,
  assessment_id: string,
});

export const GetAssessmentRequest = message('GetAssessmentRequest', {
  trace_id: string,
  assessment_id: string,
});
