import { fileURLToPath } from 'node:url';
import { ProjectError } from '../mlproject/project-error.ts';

/** Where a project is, as its URI says. */
export interface ProjectUri {
  readonly kind: 'folder' | 'git' | 'zip' | 'upload';
  /** A path on this machine, a URL without credentials, or the id of an upload. */
  readonly location: string;
  /** Within the location; empty for its root. */
  readonly subfolder: string;
  /** `user:password` of an https URL. */
  readonly credentials: string | undefined;
}

export const MAX_URI = 2048;
const SCHEMES = ['https', 'http', 'ssh', 'file', 'upload'];
const SCP_LIKE = /^[\w.-]+@[\w.-]+:[^:\s][^\s]*$/;

/** Reads a project's URI. What could be taken for an option, or makes git run a command, is refused with ProjectError. */
export function parseProjectUri(given: string): ProjectUri {
  const uri = given.trim().replace(/^(['"])(.*)\1$/, '$2');
  // oxlint-disable-next-line no-control-regex
  if (uri === '' || uri.length > MAX_URI || /[\u0000-\u001f\u007f]/.test(uri))
    throw new ProjectError(`The uri must be 1 to ${MAX_URI} characters, none of them a control character.`);
  const at = uri.indexOf('#');
  const location = at < 0 ? uri : uri.slice(0, at);
  const subfolder = at < 0 ? '' : readSubfolder(uri.slice(at + 1));
  if (location.startsWith('-')) throw refused('it begins with a dash, as an option does');
  if (/^[\w+.-]+::/.test(location)) throw refused('it names a helper of git, which could run any command');
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(location)?.[1]?.toLowerCase();
  if (scheme === undefined) return withoutScheme(location, subfolder);
  if (!SCHEMES.includes(scheme)) throw refused(`it begins with ${scheme}://`);
  if (scheme === 'file') return { ...withoutScheme(pathOf(location), subfolder) };
  return ofUrl(location, subfolder);
}

/** The URI as it may be shown: without credentials. */
export function withoutCredentials(uri: string): string {
  return uri.replace(/^([A-Za-z][A-Za-z0-9+.-]*:\/\/)[^/?#]*@/, (whole, scheme: string) =>
    // The user of an ssh address is no secret.
    /^ssh:/i.test(scheme) && !whole.includes(':', scheme.length) ? whole : scheme,
  );
}

function withoutScheme(location: string, subfolder: string): ProjectUri {
  if (location.startsWith('upload:')) {
    const id = location.slice('upload:'.length);
    if (!/^[\da-f]{64}$/.test(id)) throw refused('after upload: comes what the upload was answered with');
    return { kind: 'upload', location: id, subfolder, credentials: undefined };
  }
  if (SCP_LIKE.test(location)) return { kind: 'git', location, subfolder, credentials: undefined };
  return { kind: location.endsWith('.zip') ? 'zip' : 'folder', location, subfolder, credentials: undefined };
}

function ofUrl(location: string, subfolder: string): ProjectUri {
  let url: URL;
  try {
    url = new URL(location);
  } catch {
    throw refused('it is not a valid URL');
  }
  if (url.hostname === '' || url.hostname.startsWith('-') || url.username.startsWith('-'))
    throw refused('its host is missing, or begins with a dash');
  const isZip = url.pathname.endsWith('.zip') && url.protocol !== 'ssh:';
  const secret = url.protocol === 'ssh:' ? '' : [url.username, url.password].filter(Boolean).join(':');
  return {
    kind: isZip ? 'zip' : 'git',
    location: withoutCredentials(location),
    subfolder,
    credentials: secret === '' ? undefined : decodeURIComponent(secret),
  };
}

function pathOf(fileUrl: string): string {
  try {
    return fileURLToPath(fileUrl);
  } catch (error) {
    throw refused((error as Error).message);
  }
}

function readSubfolder(path: string): string {
  if (path.startsWith('/') || path.split(/[/\\]/).includes('..'))
    throw new ProjectError(
      `What follows # in the uri must be the path of a folder in the project, not ${path}.`,
    );
  return path;
}

function refused(why: string): ProjectError {
  return new ProjectError(
    `The uri is refused: ${why}. Give a folder, a zip archive, or a git repository at https://, http://, ssh://, file:// or user@host:path.`,
  );
}
