import type { Socket } from 'node:net';
import type { Scorer, ScoringReply } from '../scorers/scorer.ts';
import { Attention } from './attention.ts';
import { type PlainHead, readPlainHead } from './plain-head.ts';
import { writeReply } from './write-reply.ts';

/**
 * Reads requests to score from a connection as long as they are of the simplest form and arrive in one piece, which costs
 * about half of what Node's HTTP server takes for them. At the first other request the connection goes over to that server.
 */
export class PlainConnection {
  private readonly socket: Socket;
  private readonly scorer: Pick<Scorer, 'score'>;
  private readonly handOver: (socket: Socket, data: Buffer) => void;
  private readonly attention = new Attention();
  private lastHead: Buffer | undefined;
  private last: PlainHead | undefined;
  private isScoring = false;
  private isClosing = false;
  private pending: Buffer | undefined;

  constructor(
    socket: Socket,
    scorer: Pick<Scorer, 'score'>,
    handOver: (socket: Socket, data: Buffer) => void,
  ) {
    this.socket = socket;
    this.scorer = scorer;
    this.handOver = handOver;
    socket.on('data', this.onData);
  }

  /** Ends the connection with the next answer. */
  endAfterAnswer(): void {
    this.isClosing = true;
  }

  /** Ends the connection now, or after the answer that is being made. */
  close(): void {
    this.isClosing = true;
    if (!this.isScoring) this.socket.end();
  }

  private readonly onData = (chunk: Buffer): void => {
    // A client may send requests before the one before is answered.
    if (this.isScoring) {
      this.pending = this.pending === undefined ? chunk : Buffer.concat([this.pending, chunk]);
      this.socket.pause();
    } else this.read(chunk);
  };

  private read(data: Buffer): void {
    const head = this.headOf(data);
    const end = head === undefined ? Infinity : head.bytes + head.contentLength;
    if (head === undefined || data.length < end) {
      this.socket.off('data', this.onData);
      this.handOver(this.socket, data);
      return;
    }
    this.isScoring = true;
    this.attention.asked();
    if (data.length > end) this.pending = data.subarray(end);
    const body = data.subarray(head.bytes, end);
    void this.scorer.score({ contentType: head.contentType, body }).then((reply) => this.answer(reply));
  }

  /** Clients send the same head again and again. */
  private headOf(data: Buffer): PlainHead | undefined {
    const { lastHead } = this;
    if (
      lastHead !== undefined &&
      data.length >= lastHead.length &&
      lastHead.equals(data.subarray(0, lastHead.length))
    )
      return this.last;
    const head = readPlainHead(data);
    this.last = head;
    this.lastHead = head && Buffer.from(data.subarray(0, head.bytes));
    return head;
  }

  private answer(reply: ScoringReply): void {
    this.isScoring = false;
    if (this.socket.destroyed) return;
    writeReply(this.socket, reply, this.isClosing);
    this.attention.answered();
    if (this.isClosing) return;
    const { pending } = this;
    if (pending === undefined) return;
    this.pending = undefined;
    this.read(pending);
    this.socket.resume();
  }
}
