import { invalidParameter } from '@millrace/contracts/errors';

/** Where a version stands. The order is that of MLflow's messages. */
export const STAGES = ['None', 'Staging', 'Production', 'Archived'] as const;
export type Stage = (typeof STAGES)[number];

/** A deleted version's stage: its row stays, so that its number is never given again. */
export const DELETED = 'Deleted_Internal';

/** The stage that a text names, in any case of letters. Throws INVALID_PARAMETER_VALUE where there is none. */
export function canonicalStage(text: string): Stage {
  const stage = STAGES.find((each) => each.toLowerCase() === text.toLowerCase());
  if (stage === undefined)
    throw invalidParameter(
      `Invalid Model Version stage: ${text}. Value must be one of ${STAGES.join(', ')}.`,
    );
  return stage;
}

/** Throws INVALID_PARAMETER_VALUE unless others can be archived when a version enters this stage. `text` is how it was given. */
export function checkCanArchiveOthers(stage: Stage, text: string): void {
  if (stage !== 'Staging' && stage !== 'Production')
    throw invalidParameter(
      `Model version transition cannot archive existing model versions because '${text}' is not an Active stage. ` +
        "Valid stages are ['Staging', 'Production']",
    );
}
