/** A payload does not match the schema of its message, event or job. Raised before anything is sent. */
export class InvalidPayloadError extends Error {
  override readonly name = 'InvalidPayloadError';
  readonly errorCode = 'INVALID_PARAMETER_VALUE';

  constructor(definition: string, problem: string) {
    super(`Invalid payload for ${definition}: ${problem}`);
  }
}
