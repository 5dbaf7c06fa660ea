/** A file to be uploaded, and where below the folder that it is dropped on. */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

const MOST_FILES = 5_000;

/** The files of a drop, those in dropped folders among them; at most 5,000. Files and folders with a name that `leaveOut` has are left out. */
export async function droppedFiles(
  transfer: DataTransfer,
  leaveOut: ReadonlySet<string> = new Set(),
): Promise<DroppedFile[]> {
  // Entries must be taken before anything is awaited: the drop forgets them.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ path: file.name, file }));
  const files: DroppedFile[] = [];
  const waiting: { readonly entry: FileSystemEntry; readonly above: string }[] = entries.map((entry) => ({
    entry,
    above: '',
  }));
  for (let next = waiting.shift(); next && files.length < MOST_FILES; next = waiting.shift()) {
    const { entry, above } = next;
    if (leaveOut.has(entry.name)) continue;
    const path = above + entry.name;
    if (isFile(entry)) files.push({ path, file: await fileOf(entry) });
    else if (isFolder(entry))
      waiting.push(...(await childrenOf(entry)).map((each) => ({ entry: each, above: `${path}/` })));
  }
  return files;
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A folder gives its entries by the hundred, until it gives none. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
