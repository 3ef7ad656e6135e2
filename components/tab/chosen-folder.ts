import type { ModelFiles } from '@/lib/engine/inspect-folder';

/** A folder of a reader's disk: the files right in it that a model may need, by name. Nothing of them is read yet. */
export interface ChosenFolder {
  name: string;
  files: ModelFiles;
}

/** Whatever else lies in the folder is left alone. */
const isWanted = (name: string): boolean =>
  /^(config|tokenizer|tokenizer_config|generation_config)\.json$|^chat_template\.jinja$|\.safetensors(\.index\.json)?$/.test(
    name,
  );

const LOOSE = 'loose files';

/** What was chosen by a field of files: a folder (`webkitdirectory`), of which files in folders below are left out. */
export function folderOfList(list: Iterable<File>): ChosenFolder {
  const files = [...list];
  const [folder, inner] = files[0]?.webkitRelativePath.split('/') ?? [];
  return {
    name: inner === undefined ? LOOSE : (folder ?? LOOSE),
    files: byName(files.filter(({ webkitRelativePath }) => webkitRelativePath.split('/').length <= 2)),
  };
}

/**
 * What was dropped: one folder, or the files of one.
 * @throws Error of one line where it is something else
 */
export async function folderOfDrop({ items }: DataTransfer): Promise<ChosenFolder> {
  // Asked for at once: what was dropped is gone after the event.
  const dropped = [...items].filter(({ kind }) => kind === 'file');
  const entries = dropped.map((item) => item.webkitGetAsEntry());
  const loose = dropped.flatMap((item) => item.getAsFile() ?? []);
  const folders = entries.filter((entry): entry is FileSystemDirectoryEntry => entry?.isDirectory === true);
  const [folder, ...others] = folders;
  if (others.length > 0) throw new Error(`${folders.length} folders were dropped; a model is one folder`);
  if (folder) return { name: folder.name, files: byName(await filesIn(folder)) };
  if (loose.length === 0) throw new Error('no file was dropped; drop the folder of a model');
  return { name: LOOSE, files: byName(loose) };
}

const byName = (files: readonly File[]): ModelFiles =>
  new Map(files.filter(({ name }) => isWanted(name)).map((file) => [file.name, file]));

async function filesIn(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const reader = folder.createReader();
  const files: File[] = [];
  // A reader hands out some hundred at a time, and none when there are no more.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return files;
    for (const entry of some)
      if (entry.isFile && isWanted(entry.name))
        files.push(
          await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
        );
  }
}
