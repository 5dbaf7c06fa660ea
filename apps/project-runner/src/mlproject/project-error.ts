import { invalidParameter } from '@millrace/contracts/errors';

/** Something is wrong with a project, or with what was asked of it; the message is for whoever submitted it. */
export class ProjectError extends Error {
  override readonly name = 'ProjectError';

  /** The same as an answer over HTTP: 400. */
  toAnswer(): Error {
    return invalidParameter(this.message);
  }
}
