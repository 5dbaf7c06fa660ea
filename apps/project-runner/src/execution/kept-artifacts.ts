/** Where a run's log is among its artifacts. */
export const LOG_ARTIFACT = 'project-run.log';
/** Where its record is. */
export const RECORD_ARTIFACT = 'project-run.json';
