/** A project's address in few words: the last part of its path, with the folder in it that `#` names. */
export function projectName({ uri, sourceName }: { uri: string; sourceName?: string | undefined }): string {
  if (sourceName !== undefined) return projectName({ uri: sourceName });
  if (uri.startsWith('upload:')) return `Upload ${uri.slice('upload:'.length, 'upload:'.length + 8)}`;
  const [location = '', folder] = uri.split('#', 2);
  const last = location
    .replace(/[/\\]+$/, '')
    .split(/[/\\:]/)
    .at(-1);
  const name = (last ?? '').replace(/\.(git|zip)$/, '') || location;
  return folder ? `${name} › ${folder}` : name;
}
