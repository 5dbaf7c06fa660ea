/** A request of a scoring route, as it came. */
export interface ScoringRequest {
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/** What a scoring route answers. */
export interface ScoringReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** Counts since the scorer was opened, but for `workers` and `queued`, which are of now. */
export interface ScorerStats {
  readonly workers: number;
  readonly queued: number;
  readonly batches: number;
  readonly batchedRequests: number;
  readonly restarts: number;
}

/** A model whose files are on this machine. */
export interface LocalModel {
  readonly folder: string; // holds MLmodel
  readonly uri: string; // as the user named it, for messages
}

/** How a model is run. */
export interface ScorerOptions {
  readonly python: string; // interpreter that has the model's packages
  readonly workers: number;
  readonly maxBatch: number; // rows
  readonly maxDelayMs: number;
  readonly maxQueue: number; // requests
  readonly timeoutMs: number; // of one request
  readonly memoryMb: number; // of one worker
  readonly onLog: (line: string) => void;
}

/** A loaded model that answers requests. */
export interface Scorer {
  readonly kind: 'onnx' | 'pyfunc';
  score(request: ScoringRequest): Promise<ScoringReply>; // bad input and a full queue are replies (4xx, 503 + Retry-After), never throws
  checkInputExample(): Promise<void>; // scores the model's own saved input example if there is one; throws with the model's message if it fails
  stats(): ScorerStats;
  stop(): Promise<void>; // answers what was taken, then ends its processes
}

/** Loads a model; throws ModelLoadError with the model's own message. */
export type OpenScorer = (model: LocalModel, options: ScorerOptions) => Promise<Scorer>;
