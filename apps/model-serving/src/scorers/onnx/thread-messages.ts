import type { WireType } from '../plain-input/plain-rows.ts';

/** What a session thread is started with. */
export interface ThreadStart {
  readonly path: string;
  readonly threads: number;
}

/** A tensor of an ONNX model, as the model describes it; sizes that may differ are undefined. */
export interface TensorInfo {
  readonly name: string;
  /** undefined for sequences and maps. */
  readonly type: string | undefined;
  readonly shape: readonly (number | undefined)[];
}

export interface ModelInfo {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
}

/** A tensor to score: longs as doubles, which a thread turns into integers. */
export interface FeedTensor {
  readonly name: string;
  readonly type: WireType;
  readonly data: Float32Array | Float64Array | Int32Array;
  readonly dims: readonly number[];
}

/** Rows of several requests; `counts` says how many are whose. */
export interface ThreadBatch {
  readonly feeds: readonly FeedTensor[];
  readonly counts: readonly number[];
  /** Whether MLflow gives the answer as a table's records or as named tensors. */
  readonly form: 'records' | 'tensors';
}

/** `texts` are the requests' answers as JSON, which took the model and their writing `ms` milliseconds. */
export type ThreadReply =
  | { readonly kind: 'loaded'; readonly model: ModelInfo }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'texts'; readonly texts: readonly string[]; readonly ms: number }
  /** The outputs cannot be cut into the requests', or do not fit into one table. */
  | { readonly kind: 'uncut' }
  | { readonly kind: 'raised'; readonly message: string };
