import type { Readable } from 'node:stream';

/**
 * Where artifact bytes are kept: a local folder, or a prefix of an S3 bucket. Paths are `ArtifactPath.path`: proven harmless
 * and relative to the store's root, '' for the root itself. What is wrong with a request is thrown as MlflowError.
 */
export interface ArtifactStore {
  /**
   * Stores the stream as one file, replacing what was there, and resolves once it will survive a crash of the service. Nothing of
   * it is ever seen before that, and nothing stays when the stream fails or is not `size` bytes long.
   */
  put(path: string, content: Readable, options?: PutOptions): Promise<void>;

  /** Opens a file. Throws RESOURCE_DOES_NOT_EXIST when there is none, INVALID_PARAMETER_VALUE for a folder. */
  open(path: string, given?: string): Promise<StoredFile>;

  /** What lies directly in a folder, by name in code point order. Empty for a file and for nothing. */
  list(folder: string): Promise<StoredEntry[]>;

  /** Deletes a file, or a folder with all in it. Deleting nothing is no error. */
  delete(path: string): Promise<void>;

  /** Rejects when the store cannot be used. */
  check(): Promise<void>;

  close?(): Promise<void>;

  /** There where clients can send and fetch bytes without passing through this service. */
  readonly direct?: DirectAccess;
}

export interface PutOptions {
  /** Bytes that the sender announced. */
  readonly size?: number;
}

export interface StoredEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** Bytes; 0 for folders. */
  readonly size: number;
}

/** A file held open: what is read belongs to what was told of it, whatever is written meanwhile. */
export interface StoredFile {
  readonly size: number;
  readonly modified: Date;
  /** Changes whenever the content does; without quotes. */
  readonly etag: string;
  /** Bytes `start` to `end`, both included; by default all. Closes the file when it ends or is destroyed. Called at most once. */
  read(range?: ByteRange): Promise<Readable | Buffer>;
  /** For a file that is not read after all. */
  close(): Promise<void>;
}

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Multipart uploads and presigned addresses. */
export interface DirectAccess {
  createUpload(path: string, parts: number): Promise<{ uploadId: string; urls: string[] }>;
  completeUpload(path: string, uploadId: string, parts: readonly UploadedPart[]): Promise<void>;
  abortUpload(path: string, uploadId: string): Promise<void>;
  /** `seconds` is how long the address works. */
  uploadUrl(path: string, seconds: number): Promise<{ url: string; headers: Record<string, string> }>;
  downloadUrl(path: string, seconds: number): Promise<{ url: string; size: number }>;
}

export interface UploadedPart {
  readonly partNumber: number;
  readonly etag: string;
}
