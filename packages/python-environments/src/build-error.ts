/** An environment cannot be made; the message is for whoever wants it, and names the package that is missing. */
export class BuildError extends Error {}
