import { promisify } from 'node:util';
import { gunzip, inflate, inflateRaw } from 'node:zlib';

/** As long as a body may be that is not compressed. */
export const MAX_INFLATED_BYTES = 64 * 1024 * 1024;

export class CannotInflate extends Error {}

const options = { maxOutputLength: MAX_INFLATED_BYTES };

/** The body that a Content-Encoding stands for; CannotInflate says (in MLflow's words) why there is none. */
export async function inflateBody(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  switch (encoding?.toLowerCase()) {
    case undefined:
    case '':
      return body;
    case 'gzip':
      return promisify(gunzip)(body, options).catch(fail('gzip'));
    case 'deflate':
      // Some clients send the bare stream without zlib's header.
      return promisify(inflate)(body, options)
        .catch(() => promisify(inflateRaw)(body, options))
        .catch(fail('deflate'));
    default:
      throw new CannotInflate(`Unsupported Content-Encoding: ${encoding?.toLowerCase()}`);
  }
}

function fail(encoding: string): () => never {
  return () => {
    throw new CannotInflate(`Failed to decompress ${encoding} payload`);
  };
}
