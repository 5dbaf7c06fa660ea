import { type Deployment, stateOf, type Version } from './deployment.ts';

/** A deployment as the REST API shows it. */
export function deploymentReply(deployment: Deployment): object {
  const { name } = deployment;
  return {
    name,
    model_uri: deployment.modelUri,
    target: deployment.target,
    env_manager: deployment.envManager,
    ...(deployment.target === 'kubernetes' && { replicas: deployment.replicas }),
    workers: deployment.workers,
    max_batch: deployment.maxBatch,
    max_delay_ms: deployment.maxDelayMs,
    max_queue: deployment.maxQueue,
    timeout_ms: deployment.timeoutMs,
    memory_mb: deployment.memoryMb,
    state: stateOf(deployment),
    ...(deployment.reason !== null && { reason: deployment.reason }),
    endpoint: `/deployments/${encodeURIComponent(name)}/invocations`,
    creation_time: deployment.createdMs,
    last_update_time: deployment.updatedMs,
    versions: deployment.versions.map(versionReply),
  };
}

export function versionReply(version: Version): object {
  return {
    version: String(version.number),
    model_uri: version.modelUri,
    source: version.location,
    ...(version.modelName !== null && {
      model_name: version.modelName,
      model_version: String(version.modelVersion),
    }),
    role: version.role,
    weight: version.weight,
    state: version.state,
    ...(version.reason !== null && { reason: version.reason }),
    creation_time: version.createdMs,
    last_update_time: version.updatedMs,
  };
}
