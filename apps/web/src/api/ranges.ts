import { type ArtifactPlace, previewAddress } from './artifacts.ts';
import { type RequestOptions, send } from './request.ts';

/** The bytes of a file from `start` up to, not including, `end`. */
export async function readRange(
  place: ArtifactPlace,
  path: string,
  start: number,
  end: number,
  options?: RequestOptions,
): Promise<ArrayBuffer> {
  const headers = { range: `bytes=${start}-${end - 1}` };
  return (await send(previewAddress(place, path), { headers }, options)).arrayBuffer();
}
