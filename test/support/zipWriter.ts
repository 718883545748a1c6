import { deflateRawSync } from 'node:zlib';

/** An entry of {@link zipOf}. */
export interface ZipEntry {
  readonly name: string;
  readonly text: string;
  /** Unix mode, type bits included. */
  readonly mode?: number;
  readonly deflated?: boolean;
  readonly encrypted?: boolean;
}

/** A zip file, without checksums. @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, mode = 0o100_600, deflated = false, encrypted = false } of entries) {
    const [fileName, plain] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflated ? deflateRawSync(plain) : plain;
    // The header of the old encryption; nobody decrypts it.
    const data = encrypted ? Buffer.concat([Buffer.alloc(12), packed]) : packed;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    // UTF-8 names.
    common.writeUInt16LE(0x800 + (encrypted ? 1 : 0), 2);
    common.writeUInt16LE(deflated ? 8 : 0, 4);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(fileName.length, 22);
    const central = Buffer.alloc(14);
    central.writeUInt32LE((mode << 16) >>> 0, 6);
    central.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, fileName, data]);
    directory.push(
      // Made on Unix, or else the mode would mean nothing.
      Buffer.concat([
        Buffer.from('PK\u0001\u0002'),
        Buffer.from([20, 3]),
        common,
        central,
        fileName,
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from('PK\u0005\u0006'), end]);
}

export function manyEntriesZip(count: number): Buffer {
  return zipOf(Array.from({ length: count }, (_, i) => ({ name: `${i}.json`, text: '{}' })));
}
