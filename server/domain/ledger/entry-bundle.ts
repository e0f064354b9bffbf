import { concatBytes } from "./bytes.ts";
import { TILE_WIDTH } from "./tile-path.ts";

const LENGTH_BYTES = 2;
const ENTRY_LENGTH_MAX = 0xffff;

/**
 * Bundle of entries as served under `tile/entries`: each one after its length in two bytes, big-endian.
 *
 * @param entries - 0–256 entries of at most 65 535 bytes.
 * @throws RangeError when there are more or one is longer.
 * @see C2SP tlog-tiles, "Log entries".
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > TILE_WIDTH) throw new RangeError(`entry bundle: ${entries.length} entries`);
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > ENTRY_LENGTH_MAX) throw new RangeError(`entry bundle: entry of ${entry.length} bytes`);
      return [Uint8Array.of(entry.length >>> 8, entry.length & 0xff), entry];
    }),
  );
}

/**
 * The entries of a bundle, in order.
 *
 * @throws RangeError when the bytes end inside an entry or hold more than 256.
 */
export function parseEntryBundle(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const start = offset + LENGTH_BYTES;
    const end = start > bytes.length ? Infinity : start + view.getUint16(offset);
    if (end > bytes.length) throw new RangeError(`entry bundle: ends inside entry ${entries.length}`);
    entries.push(bytes.slice(start, end));
    offset = end;
  }
  if (entries.length > TILE_WIDTH) throw new RangeError(`entry bundle: ${entries.length} entries`);
  return entries;
}
