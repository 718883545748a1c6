import { nodeFiles } from '../../../../src/extension/store/files.ts';
import type { Files, OpenFile } from '../../../../src/extension/store/files.ts';

/** A real file system that fails when it is told to. */
export class FailingDisk {
  /** The operations that fail now, and with which errno. */
  failing: Partial<
    Record<'write' | 'sync' | 'truncate' | 'rename' | 'makeFolder' | 'own', string>
  > = {};
  /** How often anything was asked to become durable. */
  syncs = 0;
  /** The files that were replaced, in order. */
  readonly replaced: string[] = [];

  readonly files: Files = {
    ...nodeFiles,
    create: async path => this.#open(await nodeFiles.create(path)),
    rename: async (from, to) => {
      this.#fail('rename');
      await nodeFiles.rename(from, to);
      this.replaced.push(to);
    },
    write: async (path, text) => {
      this.#fail('own');
      await nodeFiles.write(path, text);
    },
    makeFolder: async folder => {
      this.#fail('makeFolder');
      await nodeFiles.makeFolder(folder);
    },
  };

  #open(file: OpenFile): OpenFile {
    return {
      ...file,
      write: async (bytes, position) => {
        // As a full disk does it: the first half still fits.
        if (this.failing.write) await file.write(bytes.subarray(0, bytes.length / 2), position);
        this.#fail('write');
        await file.write(bytes, position);
      },
      truncate: async size => {
        this.#fail('truncate');
        await file.truncate(size);
      },
      sync: async () => {
        this.syncs++;
        this.#fail('sync');
        await file.sync();
      },
    };
  }

  #fail(operation: keyof FailingDisk['failing']): void {
    const code = this.failing[operation];
    if (code) throw Object.assign(new Error(`${code}: ${operation}`), { code });
  }
}
