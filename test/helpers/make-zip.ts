import { crc32, deflateRawSync } from "node:zlib";

/** One file of a made zip; what is claimed can differ from what is there. */
export interface ZipEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Uncompressed bytes that both headers claim. */
  readonly claimedBytes?: number;
  /** Name in the header beside the bytes, where it is another than in the directory. */
  readonly localName?: string;
  readonly isEncrypted?: boolean;
  /** Takes the place of the compressed bytes. */
  readonly packed?: Uint8Array;
}

export interface ZipOptions {
  /** Every directory record after the first points to the bytes of the first one. */
  readonly overlaps?: boolean;
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
}

/** Writes a zip file, honest or not. */
export function makeZip(entries: readonly ZipEntry[], { overlaps, before, after }: ZipOptions = {}): Buffer {
  const start = before === undefined ? Buffer.alloc(0) : Buffer.from(before);
  const files: Buffer[] = [start];
  const directory: Buffer[] = [];
  let offset = start.length;
  for (const [position, entry] of entries.entries()) {
    const fields = describe(entry);
    const file = Buffer.concat([fields.local, Buffer.from(entry.localName ?? entry.name), fields.packed]);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(20, 4);
    fields.local.copy(record, 6, 4, 30);
    record.writeUInt16LE(Buffer.byteLength(entry.name), 28);
    record.writeUInt16LE(0, 30);
    record.writeUInt32LE(overlaps && position > 0 ? start.length : offset, 42);
    directory.push(record, Buffer.from(entry.name));
    if (overlaps && position > 0) continue;
    files.push(file);
    offset += file.length;
  }
  const records = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(records.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, records, end, after ?? Buffer.alloc(0)]);
}

function describe({ name, localName, content, claimedBytes, isEncrypted, packed: given }: ZipEntry) {
  const bytes = Buffer.from(content);
  const packed = given === undefined ? deflateRawSync(bytes) : Buffer.from(given);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(isEncrypted ? 0x801 : 0x800, 6);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(crc32(bytes), 14);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(claimedBytes ?? bytes.length, 22);
  local.writeUInt16LE(Buffer.byteLength(localName ?? name), 26);
  return { local, packed };
}
