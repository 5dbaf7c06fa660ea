import { createServer } from 'node:net';

/** Opens the port for a moment, so that a taken one is told of before anything is started. Throws what `listen` throws. */
export async function assertPortFree(port: number, host: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ port, host, exclusive: true }, resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}
