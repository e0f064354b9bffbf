import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/**
 * The updates of one commit as the bytes of one row.
 *
 * @param updates - Yjs updates, version 1, in order; empty gives an empty row.
 */
export function packUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const update of updates) encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

/** @throws Error when the bytes are not what `packUpdates` made. */
export function unpackUpdates(bytes: Uint8Array): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const decoder = decoding.createDecoder(bytes);
  while (decoding.hasContent(decoder)) {
    // A short row would otherwise give a shorter update, silently.
    const length = decoding.readVarUint(decoder);
    if (decoder.pos + length > bytes.length) throw new RangeError("unpack updates: the row ends inside an update");
    updates.push(decoding.readUint8Array(decoder, length));
  }
  return updates;
}
