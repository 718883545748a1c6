import path from 'node:path';
import { inEnglish } from '../../../../src/core/text.ts';

class Uri {
  readonly scheme: string;
  readonly path: string;
  constructor(file: string, scheme = 'memory') {
    this.scheme = scheme;
    this.path = file;
  }
  get fsPath(): string {
    return this.path;
  }
  toString(): string {
    return `${this.scheme}:${this.path}`;
  }
  static file(file: string): Uri {
    return new Uri(file);
  }
  static joinPath(base: Uri, ...parts: readonly string[]): Uri {
    return new Uri(path.posix.join(base.path, ...parts), base.scheme);
  }
}

class FileSystemError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** What the double's disk and settings hold. */
export const disk = {
  /** By path. */
  files: new Map<string, string>(),
  /** What listing any folder fails with. */
  listingFails: undefined as string | undefined,
  /** Of the workspace's folder; what is of the scheme `file` is read and written without the editor. */
  scheme: 'memory',
};

/** What the user of the double answers, and what the editor has read. */
export const editor = {
  typed: undefined as string | undefined,
  chosen: undefined as string | undefined,
  /** In the workspace's settings; what is written never gets here by itself. */
  read: undefined as unknown,
  /** In the user's settings. */
  readOfUser: undefined as unknown,
};

const ROOT = '/zoo';

function read(uri: Uri): Uint8Array {
  const text = disk.files.get(uri.path);
  if (text === undefined) throw new FileSystemError('FileNotFound');
  return Buffer.from(text);
}

function list(folder: Uri): readonly (readonly [string, number])[] {
  if (disk.listingFails) throw new FileSystemError(disk.listingFails);
  const names = [...disk.files.keys()]
    .filter(file => path.posix.dirname(file) === folder.path)
    .map(file => [path.posix.basename(file), 1] as const);
  if (names.length === 0) throw new FileSystemError('FileNotFound');
  return names;
}

/** The editor with one trusted folder. */
export const double = {
  Uri,
  FileSystemError,
  ConfigurationTarget: { Global: 1, Workspace: 2 },
  env: { language: 'en' },
  l10n: { t: inEnglish },
  window: {
    showInputBox: () => Promise.resolve(editor.typed),
    showOpenDialog: () => Promise.resolve(editor.chosen && [new Uri(editor.chosen, 'file')]),
    showInformationMessage: () => Promise.resolve(undefined),
    showTextDocument: () => Promise.resolve(undefined),
  },
  workspace: {
    isTrusted: true,
    get workspaceFolders() {
      return [{ uri: new Uri(ROOT, disk.scheme) }];
    },
    textDocuments: [],
    asRelativePath: ({ path: file }: Uri) => path.posix.relative(ROOT, file),
    onDidChangeConfiguration: () => ({ dispose: () => {} }),
    getConfiguration: () => ({
      inspect: () => ({ globalValue: editor.readOfUser, workspaceValue: editor.read }),
      update: () => Promise.resolve(),
    }),
    fs: {
      stat: async (uri: Uri) => Promise.resolve({ size: read(uri).length }),
      readFile: async (uri: Uri) => Promise.resolve(read(uri)),
      readDirectory: async (uri: Uri) => Promise.resolve(list(uri)),
      writeFile: (uri: Uri, bytes: Uint8Array) => {
        disk.files.set(uri.path, Buffer.from(bytes).toString());
        return Promise.resolve();
      },
      delete: ({ path: file }: Uri) => Promise.resolve(void disk.files.delete(file)),
    },
  },
};

/** Forgets all of it. */
export function reset(): void {
  disk.files.clear();
  Object.assign(disk, { listingFails: undefined, scheme: 'memory' });
  Object.assign(editor, {
    typed: undefined,
    chosen: undefined,
    read: undefined,
    readOfUser: undefined,
  });
}
