import { fromBase64, toBase64 } from "./bytes.ts";
import { HASH_BYTES } from "./merkle-tree.ts";
import { isKeyName } from "./signed-note.ts";

/** The head of a log at one size: what its key signs, and what nobody can later take back. */
export interface Checkpoint {
  /** Name of the log; the form of a key name. */
  readonly origin: string;
  /** Number of leaves, ≥ 0. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/**
 * Note text of a checkpoint: origin, size and root in Base64, a line each.
 *
 * @throws RangeError when a field is out of range.
 * @see C2SP tlog-checkpoint, "Note text".
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!isKeyName(origin)) throw new RangeError(`checkpoint: bad origin ${JSON.stringify(origin)}`);
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`checkpoint: size ${size}`);
  if (root.length !== HASH_BYTES) throw new RangeError(`checkpoint: root of ${root.length} bytes`);
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * The checkpoint in a note text that was verified before.
 *
 * Extension lines are refused: this log writes none, and nobody could audit them.
 *
 * @throws RangeError when the text is not exactly what `formatCheckpoint` writes (leading zero, extra line …).
 */
export function parseCheckpoint(text: string): Checkpoint {
  const match = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n$/.exec(text);
  if (!match) throw new RangeError("checkpoint: not three lines of origin, size and root");
  const [, origin, size, root] = match as unknown as [string, string, string, string];
  const checkpoint: Checkpoint = { origin, size: Number(size), root: fromBase64(root) };
  formatCheckpoint(checkpoint);
  return checkpoint;
}
