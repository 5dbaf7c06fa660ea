/** The cluster did not do what it was asked for; the message is for people. */
export class ClusterError extends Error {}
