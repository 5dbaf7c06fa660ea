import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ArtifactServer, startArtifactServer } from '../../test/artifact-server.ts';
import { ESCAPES } from '../../../../packages/artifact-stores/test/escapes.ts';

describe('a file to be looked at', () => {
  let server: ArtifactServer;

  beforeAll(async () => {
    server = await startArtifactServer(
      {
        'tracking.get-run-artifact-uri': { run: { artifactUri: 'mlflow-artifacts:/1/run/artifacts' } },
        'tracking.get-logged-model-location': {
          'm-1': { artifactLocation: 'mlflow-artifacts:/1/models/m-1/artifacts' },
        },
      },
      {},
      { MILLRACE_FRAME_OPTIONS: 'DENY' },
    );
    const root = join(server.root, '1/run/artifacts');
    await mkdir(join(root, 'folder'), { recursive: true });
    for (const name of [
      'a.html',
      'a.svg',
      'a.png',
      'a.pdf',
      'a.js',
      'a.xhtml',
      'a.bin',
      'a.wav',
      'folder/ü.md',
    ])
      await writeFile(join(root, name), '<script>alert(1)</script>');
  });

  afterAll(() => server.stop());

  const get = (query: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.url}/api/millrace/artifacts/preview?${query}`, { headers });

  it.each([
    ['a.html', 'text/html; charset=utf-8'],
    ['a.svg', 'image/svg+xml'],
    ['a.png', 'image/png'],
    ['a.wav', 'audio/x-wav'],
    ['a.js', 'text/plain; charset=utf-8'],
    ['a.xhtml', 'text/plain; charset=utf-8'],
    ['a.bin', 'text/plain; charset=utf-8'],
    ['folder/%C3%BC.md', 'text/plain; charset=utf-8'],
  ])('shows %s as %s, in a sandbox without scripts', async (path, type) => {
    const answer = await get(`run_id=run&path=${path}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('content-disposition')).toBe('inline');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(await answer.text()).toBe('<script>alert(1)</script>');
  });

  it('runs the scripts of HTML alone, and only when asked, in an origin of their own', async () => {
    const policy = async (query: string): Promise<string> =>
      (await get(`run_id=run&${query}`)).headers.get('content-security-policy') ?? '';
    expect(await policy('path=a.html&scripts=true')).toMatch(
      /^sandbox allow-scripts; default-src 'none'; script-src/,
    );
    expect(await policy('path=a.html&scripts=true')).not.toContain('allow-same-origin');
    expect(await policy('path=a.svg&scripts=true')).toMatch(/^sandbox; /);
    expect(await policy('path=a.html&scripts=false')).toMatch(/^sandbox; /);
    expect(await policy('path=a.pdf&scripts=true')).not.toContain('script-src');
  });

  it('sends a part of a file, and nothing to who has it', async () => {
    const part = await get('run_id=run&path=a.html', { range: 'bytes=0-7' });
    expect([part.status, await part.text()]).toEqual([206, '<script>']);
    const etag = part.headers.get('etag') ?? '';
    expect((await get('run_id=run&path=a.html', { 'if-none-match': etag })).status).toBe(304);
  });

  it.each([
    'run_id=run',
    'path=a.html',
    'run_id=run&model_id=m-1&path=a.html',
    'run_id=run&path=a.html&scripts=yes',
    'run_id=run&path=folder',
    'run_id=run&path=nosuch.html',
    'run_id=nosuch&path=a.html',
    'model_id=m-1&path=a.html',
    ...Object.values(ESCAPES).map((path) => `run_id=run&path=${encodeURIComponent(path)}`),
  ])('refuses the query %j', async (query) => {
    expect([400, 404]).toContain((await get(query)).status);
  });
});
