import { invalidParameter } from '@millrace/contracts/errors';
import type { ArtifactRoots } from './artifact-roots.ts';

export interface NamedRoot {
  /** URI of the artifact root. */
  readonly root: string;
  /** What a download of the whole of it is called. */
  readonly label: string;
}

/**
 * The artifact root of whatever a query names: a run by `run_id`, a logged model by `model_id`, or a model version by `name` and
 * `version`. `field` gives a field of the query, '' when it is not there. Throws INVALID_PARAMETER_VALUE for none or several.
 */
export async function namedRoot(roots: ArtifactRoots, field: (name: string) => string): Promise<NamedRoot> {
  const [runId, modelId, name, version] = ['run_id', 'model_id', 'name', 'version'].map(field);
  if ([runId, modelId, name].filter(Boolean).length !== 1)
    throw invalidParameter(
      'Give one of run_id, model_id, or name with version, to say whose artifacts are wanted.',
    );
  if (runId) return { root: await roots.ofRun(runId), label: runId };
  if (modelId) return { root: await roots.ofLoggedModel(modelId), label: modelId };
  if (!version) throw invalidParameter('Request must specify version, the version of a registered model.');
  return { root: await roots.ofModelVersion(name ?? '', version), label: `${name}-${version}` };
}
