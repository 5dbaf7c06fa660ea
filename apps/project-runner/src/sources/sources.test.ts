import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ZipFile } from 'yazl';
import { type FetchedProject, fetchProject } from './fetch-project.ts';
import { parseProjectUri, withoutCredentials } from './project-uri.ts';

let folder: string;
let into: string;
let repository: string;
let firstCommit: string;

const gitIn = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
    cwd,
    encoding: 'utf8',
  }).trim();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-sources-'));
  repository = join(folder, 'repository');
  await mkdir(join(repository, 'sub/dir'), { recursive: true });
  gitIn(repository, 'init', '-q', '-b', 'main');
  const commit = async (content: string): Promise<string> => {
    await writeFile(join(repository, 'sub/dir/MLproject'), `name: ${content}\n`);
    gitIn(repository, 'add', '-A');
    gitIn(repository, 'commit', '-qm', content);
    return gitIn(repository, 'rev-parse', 'HEAD');
  };
  firstCommit = await commit('one');
  gitIn(repository, 'tag', 'v1');
  gitIn(repository, 'checkout', '-qb', 'topic');
  await commit('two');
  gitIn(repository, 'checkout', '-q', 'main');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  into = await mkdtemp(join(folder, 'into-'));
});

const limits = { timeoutMs: 20_000, maxBytes: 100_000 };
const fetchUpload = (): Promise<void> => Promise.reject(new Error('nothing was uploaded'));
const fetchIt = (uri: string, version?: string): Promise<FetchedProject> =>
  fetchProject(uri, version, { ...limits, into, fetchUpload });
const nameIn = async ({ folder: found }: FetchedProject): Promise<string> =>
  (await readFile(join(found, 'MLproject'), 'utf8')).trim();

test.each([
  '--upload-pack=touch /tmp/x',
  'ext::sh -c "touch /tmp/x"',
  'fd::17/foo',
  'ssh://-oProxyCommand=x/y',
  'https://',
  'ftp://host/x',
  'upload:../../etc',
  'https://host/x#../..',
  '/a#/etc',
  'a\nb',
  '',
])('the URI %j is refused', (uri) => {
  expect(() => parseProjectUri(uri)).toThrow(/uri/);
});

test.each([
  [
    'https://github.com/a/b#sub/dir',
    { kind: 'git', location: 'https://github.com/a/b', subfolder: 'sub/dir' },
  ],
  ['git@github.com:a/b.git', { kind: 'git', location: 'git@github.com:a/b.git' }],
  ['ssh://git@host/a.git', { kind: 'git', location: 'ssh://git@host/a.git', credentials: undefined }],
  ['https://me:secret@host/a.git', { kind: 'git', location: 'https://host/a.git', credentials: 'me:secret' }],
  ['file:///a/b', { kind: 'folder', location: '/a/b' }],
  ['https://host/a.zip?x=1', { kind: 'zip', location: 'https://host/a.zip?x=1' }],
  ['/a/b.zip#c', { kind: 'zip', location: '/a/b.zip', subfolder: 'c' }],
  [`upload:${'a'.repeat(64)}`, { kind: 'upload', location: 'a'.repeat(64) }],
  ["'./here'", { kind: 'folder', location: './here' }],
])('the URI %j', (uri, expected) => {
  expect(parseProjectUri(uri)).toMatchObject(expected);
});

test('a URI is shown without credentials', () => {
  expect(withoutCredentials('https://me:secret@host/a@b')).toBe('https://host/a@b');
  expect(withoutCredentials('https://token@host/a')).toBe('https://host/a');
  expect(withoutCredentials('ssh://git@host/a')).toBe('ssh://git@host/a');
  expect(withoutCredentials('ssh://git:secret@host/a')).toBe('ssh://host/a');
});

describe('git', () => {
  test.each([
    [undefined, 'one', undefined],
    ['topic', 'two', 'topic'],
    ['v1', 'one', undefined],
    ['short commit', 'one', undefined],
  ])('version %s', async (version, name, branch) => {
    const found = await fetchIt(
      `file://${repository}#sub/dir`,
      version === 'short commit' ? firstCommit.slice(0, 8) : version,
    );
    expect(await nameIn(found)).toBe(`name: ${name}`);
    if (version !== undefined)
      expect(found.git).toMatchObject({ branch, commit: expect.stringMatching(/^[\da-f]{40}$/) });
  });

  test('a working copy has what is not committed, and its difference is told', async () => {
    const dirty = join(folder, 'dirty');
    gitIn(folder, 'clone', '-q', repository, dirty);
    await writeFile(join(dirty, 'sub/dir/MLproject'), 'name: changed\n');
    const found = await fetchIt(`${dirty}#sub/dir`);
    expect(await nameIn(found)).toBe('name: changed');
    expect(found.git).toMatchObject({ commit: firstCommit, branch: 'main', repositoryUrl: repository });
    expect(found.git?.diff).toContain('+name: changed');
  });

  test.each([
    ['no-such', /has no branch, tag or commit no-such/],
    ['f'.repeat(40), /has no branch, tag or commit f/],
    ['--upload-pack=x', /cannot be one/],
    ['a:b', /cannot be one/],
  ])('version %s is refused', async (version, message) => {
    await expect(fetchIt(repository, version)).rejects.toThrow(message);
  });

  test('a repository that is not there', async () => {
    await expect(fetchIt('https://127.0.0.1:9/a.git')).rejects.toThrow(
      /^The repository https:\/\/127.0.0.1:9\/a.git cannot be fetched: /,
    );
    await expect(fetchIt('/nowhere')).rejects.toThrow('There is no folder /nowhere');
  });

  test('a server that does not answer is given up in time, and when the run is cancelled', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.git`;
    const options = { ...limits, into, fetchUpload };
    await expect(fetchProject(uri, undefined, { ...options, timeoutMs: 300 })).rejects.toThrow(
      `The repository ${uri} could not be fetched within 0.3 seconds.`,
    );
    const run = new AbortController();
    setTimeout(() => run.abort(new Error('cancelled')), 300);
    await expect(fetchProject(uri, undefined, { ...options, signal: run.signal })).rejects.toThrow(
      'cancelled',
    );
    server.closeAllConnections();
    server.close();
  });

  test('a password is sent, and is nowhere to be seen', async () => {
    const seen: (string | undefined)[] = [];
    const server: Server = createServer((request, answer) => {
      seen.push(request.headers.authorization);
      answer.writeHead(401).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const failure = await fetchIt(`http://me:secret@127.0.0.1:${port}/a.git`).catch(
      (error: Error) => error.message,
    );
    server.close();
    expect(failure).not.toContain('secret');
    expect(seen).toContain(`Basic ${Buffer.from('me:secret').toString('base64')}`);
    expect(await readFile(join(into, 'code/.git/config'), 'utf8')).not.toContain('secret');
  });
});

describe('zip', () => {
  const zipOf = async (fill: (zip: ZipFile) => void): Promise<string> => {
    const zip = new ZipFile();
    fill(zip);
    zip.end();
    const file = join(into, 'given.zip');
    await pipeline(zip.outputStream, createWriteStream(file));
    return file;
  };

  test('is unpacked', async () => {
    const file = await zipOf((zip) => zip.addBuffer(Buffer.from('name: zipped\n'), 'a/MLproject'));
    expect(await nameIn(await fetchIt(`${file}#a`))).toBe('name: zipped');
  });

  test('that climbs out is refused', async () => {
    const file = await zipOf((zip) => zip.addBuffer(Buffer.from('x'), 'aa/climbs'));
    const bytes = await readFile(file);
    await writeFile(
      file,
      Buffer.from(bytes.toString('latin1').replaceAll('aa/climbs', '../climbs'), 'latin1'),
    );
    await expect(fetchIt(file)).rejects.toThrow('The zip archive is refused: invalid relative path');
    expect(await readdir(into)).not.toContain('climbs');
  });

  test('that inflates without end is refused', async () => {
    const file = await zipOf((zip) => zip.addBuffer(Buffer.alloc(50_000_000), 'zeros'));
    await expect(fetchIt(file)).rejects.toThrow('unpacks to more than 100000 bytes');
  });

  test('with a link is refused', async () => {
    const file = await zipOf((zip) => zip.addBuffer(Buffer.from('/etc'), 'link', { mode: 0o120777 }));
    await expect(fetchIt(file)).rejects.toThrow('has a link, link');
  });

  test('that is none, or has a version', async () => {
    await writeFile(join(into, 'bad.zip'), 'no zip');
    await expect(fetchIt(join(into, 'bad.zip'))).rejects.toThrow('cannot be read');
    await rm(join(into, 'code'), { recursive: true });
    await expect(fetchIt(join(into, 'bad.zip'), 'v1')).rejects.toThrow('only be given for a project in git');
  });
});
