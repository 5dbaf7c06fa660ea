/** How long the event loop stays awake after an answer, in milliseconds: about what falling asleep and being woken takes. */
const AWAKE_MS = 0.1;
/** So many requests in a row that came that soon make a rhythm. */
const RHYTHM = 8;

/**
 * Keeps the event loop awake for a client that asks again as soon as it is answered: waking a process that sleeps takes longer than
 * scoring a small model, above all on a virtual machine. Only while requests come in that rhythm: anyone slower costs nothing.
 */
export class Attention {
  private answeredAt = -Infinity;
  private prompt = 0;
  private isAwake = false;

  /** The arguments are given by tests alone. */
  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly inNextTurn: (look: () => void) => unknown = setImmediate,
  ) {}

  /** A request is there. */
  asked(): void {
    const isPrompt = this.now() - this.answeredAt <= AWAKE_MS;
    this.prompt = isPrompt ? Math.min(this.prompt + 1, RHYTHM) : 0;
    this.answeredAt = -Infinity;
  }

  /** It has been answered. */
  answered(): void {
    this.answeredAt = this.now();
    if (this.prompt < RHYTHM || this.isAwake) return;
    this.isAwake = true;
    this.inNextTurn(this.look);
  }

  /** The event loop does not sleep while something is to be done in its next turn. */
  private readonly look = (): void => {
    this.isAwake = this.now() - this.answeredAt <= AWAKE_MS;
    if (this.isAwake) this.inNextTurn(this.look);
  };
}
