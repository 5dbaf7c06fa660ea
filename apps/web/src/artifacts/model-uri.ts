import type { ArtifactPlace } from '../api/artifacts.ts';

/** What loads the model in a folder: `runs:/<run>/model`, or `models:/<id>` for a logged model. */
export function modelUriOf(place: ArtifactPlace, folder: string): string {
  if (place.kind === 'model') return `models:/${place.id}`;
  return folder === '' ? `runs:/${place.id}/` : `runs:/${place.id}/${folder}`;
}
