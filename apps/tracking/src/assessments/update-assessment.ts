import { invalidParameter } from '@millrace/contracts/errors';
import type { Assessment as AssessmentMessage } from '@millrace/contracts/tracking/traces';
import type { MessageOf } from '@millrace/contracts/wire/field';
import type { Assessment } from './assessment.ts';
import { readError, readExpectation, toPython } from './read-assessment.ts';

/** The assessment with the fields of the message that a FieldMask names; unknown names are ignored. */
export function applyUpdate(
  existing: Assessment,
  message: MessageOf<typeof AssessmentMessage>,
  mask: string,
): Assessment {
  const paths = readMask(mask);
  if (paths.has('valid')) throw invalidParameter("'valid' cannot be updated; it follows from overriding.");
  const expectation = paths.has('expectation') ? { value: readExpectation(message.expectation) } : undefined;
  const feedback = paths.has('feedback')
    ? { value: toPython(message.feedback?.value ?? null), error: readError(message.feedback) }
    : undefined;
  checkKind(existing, expectation !== undefined, feedback !== undefined);
  const metadata = { ...existing.metadata, ...(paths.has('metadata') ? message.metadata : {}) };
  const rationale = paths.has('rationale') && existing.kind === 'feedback';
  return {
    ...existing,
    ...expectation,
    ...feedback,
    name: paths.has('assessmentName') ? (message.assessment_name ?? '') : existing.name,
    rationale: rationale ? (message.rationale ?? '') : existing.rationale,
    metadata: Object.keys(metadata).length > 0 ? metadata : null,
    updatedMs: Date.now(),
  };
}

function checkKind(existing: Assessment, expectation: boolean, feedback: boolean): void {
  if (existing.kind === 'issue') throw invalidParameter('A reference to an issue cannot be updated.');
  if (expectation && feedback)
    throw invalidParameter('Cannot specify both `expectation` and `feedback` parameters.');
  if (expectation && existing.kind !== 'expectation')
    throw invalidParameter('Cannot update expectation value on a Feedback assessment.');
  if (feedback && existing.kind !== 'feedback')
    throw invalidParameter('Cannot update feedback value on an Expectation assessment.');
}

/** A name with an underscore is not camelCase: protobuf's parser takes nothing of such a mask. */
function readMask(mask: string): ReadonlySet<string> {
  const paths = mask.split(',');
  return new Set(paths.some((path) => path.includes('_')) ? [] : paths);
}
