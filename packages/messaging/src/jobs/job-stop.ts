/** The reason of a job's abort signal when somebody cancelled it: clean up and throw; it will not be begun again. */
export class JobCancelledError extends Error {
  override readonly name = 'JobCancelledError';

  constructor() {
    super('The job was cancelled');
  }
}

/** The reason of a job's abort signal when this process has to let go of it: throw; it will be begun again elsewhere. */
export class JobInterruptedError extends Error {
  override readonly name = 'JobInterruptedError';

  constructor(why: string) {
    super(`The job was interrupted: ${why}`);
  }
}
