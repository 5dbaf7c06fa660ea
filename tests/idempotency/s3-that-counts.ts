import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CountingS3 {
  readonly url: string;
  /** How many multipart uploads it was asked to begin or complete. */
  asked(): number;
  close(): Promise<void>;
}

/** Stands in for an S3 service as far as multipart uploads are begun and completed: each has another id. */
export async function startCountingS3(): Promise<CountingS3> {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    if (request.method === 'POST') asked += 1;
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(
      request.url?.includes('?uploads') === true
        ? `<InitiateMultipartUploadResult><UploadId>upload-${asked}</UploadId></InitiateMultipartUploadResult>`
        : `<CompleteMultipartUploadResult><ETag>"${asked}"</ETag></CompleteMultipartUploadResult>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
