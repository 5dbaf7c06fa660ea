/** Texts that were seen once are forgotten past this many: their second time is then their first. */
const MOST_SEEN_ONCE = 500;
/** A longer text takes memory, and hardly comes again. */
const LONGEST = 5000;

/**
 * Names to prepare statements under, for statements that are put together of parts and so have one of many texts. A text has a
 * name from its second use on. Every connection keeps what it has prepared, so no more than `most` texts are ever given one.
 */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private readonly seenOnce = new Set<string>();

  constructor(
    private readonly prefix: string,
    private readonly most: number,
  ) {}

  /** The name of a text, or undefined where it is to be sent as it is. */
  of(text: string): string | undefined {
    if (text.length > LONGEST) return undefined;
    const name = this.names.get(text);
    if (name !== undefined || this.names.size >= this.most) return name;
    if (!this.seenOnce.delete(text)) {
      if (this.seenOnce.size >= MOST_SEEN_ONCE) this.seenOnce.clear();
      this.seenOnce.add(text);
      return undefined;
    }
    const given = `${this.prefix}-${this.names.size + 1}`;
    this.names.set(text, given);
    return given;
  }
}
