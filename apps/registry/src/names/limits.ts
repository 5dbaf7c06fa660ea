import { checkLength, checkStorable } from '@millrace/contracts/validation/names';

// MLflow on SQLite has no bounds for these and on PostgreSQL tighter ones; no honest client comes near.
const MAX_DESCRIPTION_LENGTH = 1_000_000;
const MAX_RUN_ID_LENGTH = 500;
const MAX_RUN_LINK_LENGTH = 8_000;

export function checkDescription(description: string): void {
  checkText('description', description, MAX_DESCRIPTION_LENGTH);
}

export function checkRunReference(runId: string, runLink: string): void {
  checkText('run_id', runId, MAX_RUN_ID_LENGTH);
  checkText('run_link', runLink, MAX_RUN_LINK_LENGTH);
}

export function checkText(field: string, text: string, maxLength: number): void {
  checkLength(field, maxLength, text);
  checkStorable(field, text);
}
