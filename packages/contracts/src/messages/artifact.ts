import { z } from 'zod';

/** What other services ask of the artifact service. */

/** The artifacts in a folder of a run, as the JSON text of MLflow's ListArtifacts response. An unknown run is RESOURCE_DOES_NOT_EXIST. */
export const listRunArtifacts = {
  name: 'artifact.list-run-artifacts',
  payload: z.object({ runId: z.string(), path: z.string() }),
  reply: z.object({ json: z.string() }),
};
