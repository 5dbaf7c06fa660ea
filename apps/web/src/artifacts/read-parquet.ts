import { decompress as decompressZstd } from 'fzstd';
import { cachedAsyncBuffer, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import { decompressBrotli } from 'hyparquet-compressors/src/brotli.js';
import { gunzip } from 'hyparquet-compressors/src/gzip.js';
import { decompressLz4, decompressLz4Raw } from 'hyparquet-compressors/src/lz4.js';
import type { ArtifactPlace } from '../api/artifacts.ts';
import { readRange } from '../api/ranges.ts';

/** All but Snappy, which the reader brings along. */
const compressors = {
  GZIP: (input: Uint8Array, length: number) => gunzip(input, new Uint8Array(length)),
  BROTLI: decompressBrotli,
  ZSTD: (input: Uint8Array) => decompressZstd(input),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};

export interface ParquetTable {
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** Rows from `start` up to, not including, `end`, each in the columns' order. */
  rows(start: number, end: number): Promise<readonly (readonly unknown[])[]>;
}

/** Reads the footer of a file of `size` bytes. Throws an Error when it is no Parquet file. */
export async function openParquet(
  place: ArtifactPlace,
  path: string,
  size: number,
  signal?: AbortSignal,
): Promise<ParquetTable> {
  const file = cachedAsyncBuffer({
    byteLength: size,
    slice: (start, end = size) => readRange(place, path, start, end, { signal }),
  });
  const metadata = await parquetMetadataAsync(file);
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  const rowCount = Number(metadata.num_rows);
  return {
    columns,
    rowCount,
    async rows(rowStart, end) {
      let rows: readonly (readonly unknown[])[] = [];
      const reader = cachedAsyncBuffer({
        byteLength: size,
        slice: (start, stop = size) => readRange(place, path, start, stop),
      });
      await parquetRead({
        file: reader,
        metadata,
        compressors,
        rowStart,
        rowEnd: Math.min(end, rowCount),
        onComplete: (read) => (rows = read),
      });
      return rows;
    },
  };
}
