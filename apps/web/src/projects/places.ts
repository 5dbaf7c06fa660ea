export const PROJECTS = '/projects';
export const SUBMIT = `${PROJECTS}/submit`;
export const SCHEDULES = `${PROJECTS}/schedules`;
export const SWEEPS = `${PROJECTS}/sweeps`;

export const projectRunPlace = (runId: string): string => `${PROJECTS}/runs/${encodeURIComponent(runId)}`;
/** The form to submit a run once more, filled in as it was. */
export const rerunPlace = (runId: string): string => `${SUBMIT}?rerun=${encodeURIComponent(runId)}`;
export const schedulePlace = (scheduleId: string): string => `${SCHEDULES}/${encodeURIComponent(scheduleId)}`;
export const sweepPlace = (sweepId: string): string => `${SWEEPS}/${encodeURIComponent(sweepId)}`;
