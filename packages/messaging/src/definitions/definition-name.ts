const ROUTED_NAME = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;
const QUEUE_NAME = /^[a-z][a-z0-9-]*$/;

/** Refuses a message or event name that is not dotted lower case, such as `run.finished`. */
export function assertRoutedName(kind: string, name: string): void {
  if (!ROUTED_NAME.test(name)) {
    throw new Error(
      `The ${kind} name ${JSON.stringify(name)} must be dotted lower-case words, such as "run.finished"`,
    );
  }
}

/** Refuses a job or service name that is not one lower-case word, such as `webhook-delivery`. */
export function assertQueueName(kind: string, name: string): void {
  if (!QUEUE_NAME.test(name)) {
    throw new Error(
      `The ${kind} name ${JSON.stringify(name)} must be a lower-case word, such as "webhook-delivery"`,
    );
  }
}
