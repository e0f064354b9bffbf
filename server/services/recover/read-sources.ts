// Reads what may have the missing end of a log. A source is not trusted: a checkpoint counts when the log's key signed
// it, an entry by the checkpoints, a part by the commitment of its entry.
import { fromBase64 } from "../../domain/ledger/bytes.ts";
import { type Checkpoint, parseCheckpoint } from "../../domain/ledger/checkpoint.ts";
import { parseExportHeader, parseExportLine } from "../../domain/ledger/log-export.ts";
import { verifyInclusion } from "../../domain/ledger/merkle-tree.ts";
import { parseNote, verifyNote } from "../../domain/ledger/signed-note.ts";
import { z } from "zod";
import { nodeCrypto, sha256 } from "../hash.ts";
import { openParts } from "../ledger/parts-box.ts";
import { readReplica } from "../ledger/replica.ts";
import type { Vault } from "../vault.ts";
import type { FoundEntries, ShownParts } from "./found-entries.ts";

/** Where entries are added, and by which keys checkpoints are told from forged ones. */
export interface SourceReader {
  readonly found: FoundEntries;
  /** Verifier keys of the log, over time. */
  readonly keys: readonly string[];
}

const WITHHELD: ShownParts = { head: null, value: null, text: null };

/** The copy of `REPLICA_DIR`: every entry with its sealed parts. @throws ReplicaCorrupt as `readReplica`. */
export async function readReplicaSource({ found }: SourceReader, dir: string, vault: Vault): Promise<void> {
  for await (const { seq, entry, boxes } of readReplica(dir)) {
    if (seq < found.from) continue;
    const added = found.add(entry, openParts(vault, { seq, ...boxes }));
    if (added !== null) added.isCopied = true;
  }
}

/** An export: every entry with what was disclosed. @throws RangeError when the file is none. */
export async function readExportSource(
  { found, keys }: SourceReader,
  lines: AsyncIterable<string>,
  source: string,
): Promise<void> {
  let isHeaderRead = false;
  for await (const text of lines) {
    if (text === "") continue;
    if (!isHeaderRead) {
      parseExportHeader(text);
      isHeaderRead = true;
      continue;
    }
    const line = parseExportLine(text);
    if ("entry" in line) found.add(line.entry, line.parts ?? WITHHELD);
    if ("checkpoint" in line) addNote({ found, keys }, line.checkpoint, source);
  }
}

const partTexts = z.strictObject({ head: z.string(), value: z.string(), text: z.string() });
const receiptFile = z.strictObject({
  kind: z.literal("assay-receipts"),
  v: z.literal(1),
  log: z.string(),
  receipts: z.array(
    z.strictObject({
      entry: z.string(),
      parts: partTexts,
      salts: partTexts,
      checkpoint: z.string(),
      proof: z.array(z.string()),
    }),
  ),
});

/**
 * Receipts that a browser has kept: entries of one person, each proved against a signed checkpoint.
 *
 * @throws RangeError when the text is no file of receipts.
 */
export function readReceiptSource({ found, keys }: SourceReader, text: string, source: string): void {
  const parsed = receiptFile.safeParse(parseJson(text));
  if (!parsed.success) throw new RangeError(`${source} is no file of receipts`);
  for (const { entry, parts, salts, checkpoint, proof } of parsed.data.receipts) {
    const part = (name: keyof typeof parts) => ({ salt: salts[name], bytes: parts[name] });
    const signed = addNote({ found, keys }, checkpoint, source);
    const added = found.add(entry, { head: part("head"), value: part("value"), text: part("text") });
    if (added === null || signed === null) continue;
    const { leafHash } = added;
    const claim = { leafHash, leafIndex: added.entry.seq, treeSize: signed.size, root: signed.root };
    if (verifyInclusion(sha256, { ...claim, proof: proof.map(fromBase64) })) added.isProved = true;
  }
}

/** A signed note alone, as a witness or anybody else has kept it. @returns null when none of the keys signed it. */
export function addNote({ found, keys }: SourceReader, note: string, source: string): Checkpoint | null {
  const text = keys.map((verifierKey) => verifyNote(nodeCrypto, { note, verifierKey })).find((one) => one !== null);
  if (text === undefined || text === null) return null;
  const checkpoint = parseCheckpoint(text);
  found.addCheckpoint({ size: checkpoint.size, root: checkpoint.root, source });
  return checkpoint;
}

/** The lock's own record: it was never in the hands of others, and its key may be one that is lost. */
export function addLockedNote({ found }: SourceReader, note: string, source: string): void {
  const { size, root } = parseCheckpoint(parseNote(note).text);
  found.addCheckpoint({ size, root, source });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
