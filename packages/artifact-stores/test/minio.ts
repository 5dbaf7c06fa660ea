import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../packages/database/test/free-port.ts';
import { ArtifactSettings } from '../src/settings/artifact-settings.ts';
import { connectS3, type S3 } from '../src/store/s3/s3-client.ts';

export const hasMinio = spawnSync('minio', ['--version']).status === 0;
if (!hasMinio)
  console.warn('Skipped: artifact stores on S3. They need MinIO: go install github.com/minio/minio@latest');

const USER = 'millrace-test';
const PASSWORD = 'millrace-test-secret';

/** A MinIO server of a test file's own, with one bucket, `artifacts`. */
export class Minio {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    readonly s3: S3,
    readonly settings: ArtifactSettings,
  ) {}

  static async start(): Promise<Minio> {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-minio-'));
    const port = await freePort();
    const child = spawn(
      'minio',
      ['server', folder, '--address', `127.0.0.1:${port}`, '--console-address', '127.0.0.1:0'],
      {
        env: { ...process.env, MINIO_ROOT_USER: USER, MINIO_ROOT_PASSWORD: PASSWORD, MINIO_UPDATE: 'off' },
        stdio: 'ignore',
      },
    );
    const settings = ArtifactSettings.parse({
      MILLRACE_ARTIFACT_ROOT: 's3://artifacts/some/prefix',
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: USER,
      AWS_SECRET_ACCESS_KEY: PASSWORD,
    });
    const s3 = await connectS3(settings);
    const minio = new Minio(folder, child, s3, settings);
    await minio.makeBucket();
    return minio;
  }

  /** Keys of multipart uploads that are neither completed nor aborted. */
  async unfinishedUploads(prefix: string): Promise<string[]> {
    const { client, commands } = this.s3;
    const { Uploads = [] } = await client.send(
      new commands.ListMultipartUploadsCommand({ Bucket: 'artifacts', Prefix: prefix }),
    );
    return Uploads.map(({ Key = '' }) => Key);
  }

  async stop(): Promise<void> {
    this.s3.client.destroy();
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
    await rm(this.folder, { recursive: true, force: true });
  }

  private async makeBucket(): Promise<void> {
    const { client, commands } = this.s3;
    for (let attempt = 0; ; attempt += 1)
      try {
        await client.send(new commands.CreateBucketCommand({ Bucket: 'artifacts' }));
        return;
      } catch (error) {
        if (attempt === 100) throw error;
        await sleep(100);
      }
  }
}
