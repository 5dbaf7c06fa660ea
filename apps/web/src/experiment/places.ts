/** Address of a run's page. */
export const runPlace = (experimentId: string, runId: string): string =>
  `/experiments/${encodeURIComponent(experimentId)}/runs/${encodeURIComponent(runId)}`;
