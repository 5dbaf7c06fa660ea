/** Settles as `work` does, or rejects with `message` after `ms`. `work` itself goes on. */
export async function withDeadline<Result>(
  work: Promise<Result>,
  ms: number,
  message: string,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(message)), ms);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for `work`, but no longer than `ms`, whatever comes of it. Says whether it has settled. */
export async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  return withDeadline(
    work.then(
      () => true,
      () => true,
    ),
    ms,
    'late',
  ).catch(() => false);
}
