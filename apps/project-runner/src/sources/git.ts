import { CommandError, runCommand } from '@millrace/python-environments/run-command';
import { ProjectError } from '../mlproject/project-error.ts';

export interface GitOptions {
  readonly folder: string;
  readonly timeoutMs: number;
  /** Ends git; what it rejects with then is the reason. */
  readonly signal?: AbortSignal;
  /** `user:password` for https. It is in git's environment alone: not on its command line, not in the repository's configuration. */
  readonly credentials?: string | undefined;
  /** A file to use as the repository's index. */
  readonly index?: string;
  /** What git may speak, such as `https:ssh`. */
  readonly protocols?: string;
}

const PASSED = /^(?:PATH|HOME|USER|TMPDIR|SSH_AUTH_SOCK|SSL_CERT_(?:FILE|DIR)|(?:https?|all|no)_proxy)$/i;
// A repository's own settings must not make git run programs.
const SAFE = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'protocol.ext.allow=never',
];
const MAX_OUTPUT_LINES = 200_000;

/** Runs git and resolves with its lines. It asks nobody for passwords, and has a bounded time. Rejects with ProjectError. */
export async function git(args: readonly string[], options: GitOptions): Promise<string[]> {
  const lines: string[] = [];
  const onLine = (line: string): void => {
    if (lines.length < MAX_OUTPUT_LINES) lines.push(line);
  };
  try {
    const command = ['-C', options.folder, ...SAFE, ...args];
    const { timeoutMs, signal } = options;
    await runCommand('git', command, { env: gitEnvironment(options), timeoutMs, signal, onLine });
    return lines;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof CommandError)) throw error;
    throw new GitError(explain(error, options));
  }
}

/** git did not do what it was told to. */
export class GitError extends ProjectError {}

function gitEnvironment({
  credentials,
  index,
  protocols = 'https:http:ssh:file',
}: GitOptions): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(([name]) => PASSED.test(name));
  const header = `Authorization: Basic ${Buffer.from(credentials ?? '').toString('base64')}`;
  return {
    ...Object.fromEntries(passed),
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'true',
    SSH_ASKPASS: 'true',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes -oConnectTimeout=15',
    GIT_ALLOW_PROTOCOL: protocols,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_LFS_SKIP_SMUDGE: '1',
    LC_ALL: 'C',
    ...(index !== undefined && { GIT_INDEX_FILE: index }),
    ...(credentials !== undefined && {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.extraHeader',
      GIT_CONFIG_VALUE_0: header,
    }),
  };
}

function explain({ message, output }: CommandError, { credentials }: GitOptions): string {
  const said = output.split('\n').filter((line) => /^(?:fatal|error|ssh|remote):?\s/i.test(line));
  const text = said.length > 0 ? said.slice(0, 3).join(' ') : message;
  return credentials === undefined ? text : text.replaceAll(credentials, '…');
}
