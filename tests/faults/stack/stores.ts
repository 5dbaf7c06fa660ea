import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Daemon } from './daemon.ts';

export const S3_SETTINGS = {
  MILLRACE_ARTIFACT_ROOT: 's3://artifacts/faults',
  AWS_ACCESS_KEY_ID: 'millrace-test',
  AWS_SECRET_ACCESS_KEY: 'millrace-test-secret',
};

/** Where a program is on the PATH. */
export function program(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** A Redis that keeps what it has in an append-only file, written before it answers. */
export function redis(folder: string, port: number): Daemon {
  const data = join(folder, 'redis');
  mkdirSync(data, { recursive: true });
  return new Daemon({
    name: 'redis',
    command: program('redis-server') ?? 'redis-server',
    args: ['--port', String(port), '--bind', '127.0.0.1', '--dir', data, '--appendonly', 'yes', '--save', ''],
    log: join(folder, 'redis.log'),
    ready: () => answers(port, 'PING\r\n', '+PONG'),
  });
}

/** A MinIO on a folder. Its bucket is a folder of that. */
export function minio(folder: string, data: string, port: number): Daemon {
  mkdirSync(join(data, 'artifacts'), { recursive: true });
  return new Daemon({
    name: 'minio',
    command: program('minio') ?? 'minio',
    args: ['server', data, '--address', `127.0.0.1:${port}`, '--console-address', '127.0.0.1:0'],
    environment: {
      MINIO_ROOT_USER: S3_SETTINGS.AWS_ACCESS_KEY_ID,
      MINIO_ROOT_PASSWORD: S3_SETTINGS.AWS_SECRET_ACCESS_KEY,
      MINIO_UPDATE: 'off',
    },
    log: join(folder, 'minio.log'),
    ready: async () => (await fetch(`http://127.0.0.1:${port}/minio/health/ready`)).ok,
  });
}

function answers(port: number, question: string, answer: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(question));
    const settle = (outcome: boolean): void => {
      socket.destroy();
      resolve(outcome);
    };
    socket.setTimeout(1000, () => settle(false)).on('error', () => settle(false));
    socket.on('data', (bytes) => settle(bytes.toString().startsWith(answer)));
  });
}
