import type { Socket } from 'node:net';
import { Attention } from './attention.ts';
import { type PlainHead, readPlainHead } from './plain-head.ts';
import { type PlainAnswer, writeAnswer } from './write-answer.ts';

/** Answers a request whose body is there whole. Never rejects. */
export type AnswerPlainly = (body: Buffer) => Promise<PlainAnswer>;

/** What the connections of a server have in common. */
export interface PlainServer {
  /** Who answers the request with this head; undefined leaves it to Node's server. */
  find(head: PlainHead): AnswerPlainly | undefined;
  /** Has Node's server serve a connection; what comes on it then is to be given to what this returns. */
  attach(socket: Socket): (chunk: Buffer) => void;
  /** Has Node's server serve a connection that is not looked at any more. */
  giveAway(socket: Socket): void;
  /** Whether every answer is the last one of its connection. */
  isLeaving(): boolean;
  /** What answers say of a connection that stays. */
  readonly keepAlive: string;
  readonly idleMs: number;
  /** How long nothing may move while a request is answered; 0 for any time. */
  readonly busyMs: number;
  /** Whether the event loop stays awake for clients that ask again at once. */
  readonly attentive: boolean;
}

/** A longer body is Node's: it comes in pieces, and there its time is measured. */
const MAX_WHOLE_BYTES = 1024 * 1024;
/** How long the rest of a body is waited for before Node waits for it. */
const BODY_MS = 1000;

/**
 * A connection whose requests are looked at before Node's HTTP server sees them. Those that somebody wants to answer are read, and
 * answered, here, which costs about half of what it costs there. All others are passed on as they come, and after their
 * answers it goes on here; what cannot be told apart that simply (chunks, uploads, several requests at once) makes the whole
 * connection Node's from there on.
 */
export class PlainConnection {
  private readonly socket: Socket;
  private readonly server: PlainServer;
  private readonly attention: Attention | undefined;
  /** Node's server, once it has been asked anything on this connection. */
  private node: ((chunk: Buffer) => void) | undefined;
  /** Requests that Node's server has not answered yet. */
  private owed = 0;
  /** Bytes of the last of them that have not come yet. */
  private missing = 0;
  private lastHeadBytes: Buffer | undefined;
  private lastHead: PlainHead | undefined;
  /** The beginning of a request whose rest is waited for, and how long the whole is. */
  private begun: { chunks: Buffer[]; has: number; end: number; timer: NodeJS.Timeout } | undefined;
  private isAnswering = false;
  private isExtended = false;
  private isClosing = false;
  private isGiven = false;
  private pending: Buffer | undefined;

  constructor(socket: Socket, server: PlainServer) {
    this.socket = socket;
    this.server = server;
    if (server.attentive) this.attention = new Attention();
    socket.setTimeout(server.idleMs);
    socket
      .on('data', this.onData)
      .on('timeout', this.onTimeout)
      .on('error', this.onError)
      .on('end', this.onEnd)
      // What has begun will never be whole.
      .once('close', () => clearTimeout(this.begun?.timer));
  }

  /** Whether a request is read or answered here. */
  get isBusy(): boolean {
    return this.isAnswering || this.begun !== undefined;
  }

  /** Whether Node's server knows of it, and looks after it while it is idle. */
  get isAttached(): boolean {
    return this.node !== undefined || this.isGiven;
  }

  /** Node's server has answered a request. */
  answeredByNode(): void {
    this.owed -= 1;
  }

  readonly onTimeout = (): void => {
    if (this.isAnswering && !this.isExtended) {
      this.isExtended = true;
      this.socket.setTimeout(this.server.busyMs);
    } else this.socket.destroy();
  };

  private readonly onError = (): void => {
    this.socket.destroy();
  };

  private readonly onEnd = (): void => {
    this.isClosing = true;
    if (!this.isAnswering) this.socket.end();
  };

  private readonly onData = (chunk: Buffer): void => {
    if (!this.socket.writable) return;
    // A client may send requests before the one before is answered.
    if (this.isAnswering) {
      this.pending = this.pending === undefined ? chunk : Buffer.concat([this.pending, chunk]);
      this.socket.pause();
    } else if (this.begun !== undefined) this.readOn(chunk);
    else this.read(chunk);
  };

  private read(data: Buffer): void {
    if (this.missing > 0) return this.passRest(data);
    const head = this.headOf(data);
    if (head === undefined) return this.give(data);
    const end = head.bytes + head.contentLength;
    const isShort = head.contentLength <= MAX_WHOLE_BYTES;
    const answer = this.owed === 0 && isShort ? this.server.find(head) : undefined;
    if (answer !== undefined) {
      if (data.length >= end) this.answer(answer, head, data);
      else this.begin(data, end);
    } else if (isShort && head.method !== 'PUT' && data.length <= end) {
      this.owed += 1;
      this.missing = end - data.length;
      this.node ??= this.attach();
      this.node(data);
    } else this.give(data);
  }

  private passRest(data: Buffer): void {
    if (data.length > this.missing) return this.give(data);
    this.missing -= data.length;
    this.node?.(data);
  }

  private begin(data: Buffer, end: number): void {
    const timer = setTimeout(() => this.give(this.endBegun()), BODY_MS).unref();
    this.begun = { chunks: [data], has: data.length, end, timer };
  }

  private readOn(chunk: Buffer): void {
    const { begun } = this;
    if (begun === undefined) return;
    begun.chunks.push(chunk);
    begun.has += chunk.length;
    if (begun.has >= begun.end) this.read(this.endBegun());
  }

  private endBegun(): Buffer {
    const { chunks = [], has = 0, timer } = this.begun ?? {};
    clearTimeout(timer);
    this.begun = undefined;
    return Buffer.concat(chunks, has);
  }

  /** Clients send the same head again and again. */
  private headOf(data: Buffer): PlainHead | undefined {
    const { lastHeadBytes: last } = this;
    if (last !== undefined && data.length >= last.length && last.equals(data.subarray(0, last.length)))
      return this.lastHead;
    const head = readPlainHead(data);
    this.lastHead = head;
    this.lastHeadBytes = head && Buffer.from(data.subarray(0, head.bytes));
    return head;
  }

  private answer(answer: AnswerPlainly, head: PlainHead, data: Buffer): void {
    const end = head.bytes + head.contentLength;
    if (data.length > end) this.pending = data.subarray(end);
    this.isAnswering = true;
    this.attention?.asked();
    void answer(data.subarray(head.bytes, end)).then(this.write);
  }

  private readonly write = (answer: PlainAnswer): void => {
    this.isAnswering = false;
    if (!this.socket.writable) return;
    this.isClosing ||= this.server.isLeaving();
    writeAnswer(this.socket, answer, this.isClosing ? undefined : this.server.keepAlive);
    this.attention?.answered();
    if (this.isClosing) return;
    if (this.isExtended) {
      this.isExtended = false;
      this.socket.setTimeout(this.server.idleMs);
    }
    const { pending } = this;
    if (pending === undefined) return;
    this.pending = undefined;
    this.read(pending);
    if (!this.isAnswering) this.socket.resume();
  };

  /** What comes still comes here first. */
  private attach(): (chunk: Buffer) => void {
    this.stopListening();
    const node = this.server.attach(this.socket);
    this.socket.on('data', this.onData);
    return node;
  }

  private give(data: Buffer): void {
    this.isGiven = true;
    if (this.node !== undefined) {
      this.socket.off('data', this.onData).on('data', this.node);
      this.node(data);
      return;
    }
    this.stopListening();
    this.socket.pause();
    this.socket.unshift(data);
    this.server.giveAway(this.socket);
    this.socket.resume();
  }

  /** From here on Node's server has its own limits of time, and its own way with errors. */
  private stopListening(): void {
    const { socket } = this;
    socket
      .off('data', this.onData)
      .off('timeout', this.onTimeout)
      .off('error', this.onError)
      .off('end', this.onEnd);
    socket.setTimeout(0);
  }
}
