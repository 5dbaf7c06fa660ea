export const DEPLOYMENTS = '/deployments';
export const deploymentPlace = (name: string): string => `${DEPLOYMENTS}/${encodeURIComponent(name)}`;
