import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DeploymentVersion } from '../api/deployments.ts';

/** The model of a version: a link where it is registered, its URI otherwise. */
export function ModelLink({
  version: { model, modelUri },
}: {
  readonly version: DeploymentVersion;
}): ReactNode {
  if (!model)
    return (
      <span className="truncate mono" title={modelUri}>
        <bdi>{modelUri}</bdi>
      </span>
    );
  const to = `/models/${encodeURIComponent(model.name)}/versions/${encodeURIComponent(model.version)}`;
  return (
    <Link to={to} className="truncate">
      <bdi>{model.name}</bdi> version {model.version}
    </Link>
  );
}
