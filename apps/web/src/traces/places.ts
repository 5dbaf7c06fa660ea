/** Addresses of the pages about traces: MLflow's own. */
export const tracesPlace = (experimentId: string): string =>
  `/experiments/${encodeURIComponent(experimentId)}/traces`;

export const tracePlace = (experimentId: string, traceId: string): string =>
  `${tracesPlace(experimentId)}/${encodeURIComponent(traceId)}`;
