import { Agent, request } from 'node:http';

const API = '/api/2.0/mlflow/';

/** Sends requests over connections that are kept, as many at once as `connections`. */
export class Load {
  private readonly agent: Agent;
  private readonly url: string;
  readonly connections: number;

  /** Without `keepAlive` each request has a connection of its own: for servers that close those that rest. */
  constructor(url: string, connections: number, keepAlive = true) {
    this.url = url;
    this.connections = connections;
    this.agent = new Agent({ keepAlive, maxSockets: connections });
  }

  /** The bytes of the answer; throws for anything but 200. */
  post(path: string, body: object): Promise<Buffer> {
    return this.send('POST', path, JSON.stringify(body));
  }

  async json<Reply>(path: string, body: object): Promise<Reply> {
    return JSON.parse((await this.post(path, body)).toString()) as Reply;
  }

  get(path: string): Promise<Buffer> {
    return this.send('GET', path);
  }

  /** Runs `work` for 0, 1, …, `count` - 1, as many at once as there are connections; resolves with the seconds it took. */
  async each(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
    let next = 0;
    const begin = performance.now();
    const lane = async (): Promise<void> => {
      while (next < count) await work(next++);
    };
    await Promise.all(Array.from({ length: this.connections }, lane));
    return (performance.now() - begin) / 1000;
  }

  close(): void {
    this.agent.destroy();
  }

  private send(method: string, path: string, body?: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const call = request(this.url + API + path, { method, agent: this.agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const bytes = Buffer.concat(chunks);
          if (answer.statusCode === 200) resolve(bytes);
          else reject(new Error(`${path} answered ${answer.statusCode}: ${bytes.toString().slice(0, 300)}`));
        });
      });
      call.on('error', reject).end(body);
    });
  }
}

/** The median of `times` runs, in milliseconds, after one that does not count. */
export async function median(work: () => Promise<unknown>, times = 9): Promise<number> {
  await work();
  const took: number[] = [];
  for (let run = 0; run < times; run += 1) {
    const begin = performance.now();
    await work();
    took.push(performance.now() - begin);
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)] ?? NaN;
}
