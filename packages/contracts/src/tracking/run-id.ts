const RUN_ID = /^[0-9a-f]{32}$/;

/**
 * A run's id as PostgreSQL's uuid columns take it, or undefined when the text cannot be a run's id: ids are 32
 * hexadecimal digits in lower case on the wire, and whatever else comes names no run.
 */
export function runIdToUuid(runId: string): string | undefined {
  return RUN_ID.test(runId) ? runId : undefined;
}

/** A uuid as PostgreSQL writes it, as the wire has it: without dashes. */
export function uuidToRunId(uuid: string): string {
  return uuid.replaceAll('-', '');
}
