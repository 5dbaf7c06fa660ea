/** A model could not be loaded; the message is the model's own, or says what is missing. */
export class ModelLoadError extends Error {
  override readonly name = 'ModelLoadError';
}
