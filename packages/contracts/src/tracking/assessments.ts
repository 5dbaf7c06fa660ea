import { message, one, repeated, string } from '../wire/field.ts';
import { Assessment } from './traces.ts';

export const CreateAssessment = message('CreateAssessment', {
  assessment: one(Assessment),
});

export const FieldMask = message('FieldMask', {
  paths: repeated(string),
});

export const UpdateAssessment = message('UpdateAssessment', {
  assessment: one(Assessment),
  update_mask: one(FieldMask),
});

export const DeleteAssessment = message('DeleteAssessment', {
  trace_id: string,
  assessment_id: string,
});

export const GetAssessmentRequest = message('GetAssessmentRequest', {
  trace_id: string,
  assessment_id: string,
});
