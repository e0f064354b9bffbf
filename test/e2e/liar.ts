import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandEnvelope } from "../../server/domain/event/envelope.ts";
import { fromHex, fromUtf8, toBase64, toHex, utf8 } from "../../server/domain/ledger/bytes.ts";
import { canonicalJson, type JsonValue } from "../../server/domain/ledger/canonical-json.ts";
import { formatCheckpoint } from "../../server/domain/ledger/checkpoint.ts";
import { computeCommitment } from "../../server/domain/ledger/commitment.ts";
import { encodeEntry, parseEntry } from "../../server/domain/ledger/entry.ts";
import { computeRoot, hashLeaf, splitPoint } from "../../server/domain/ledger/merkle-tree.ts";
import { signNote } from "../../server/domain/ledger/signed-note.ts";
import { sha256 } from "../../server/services/hash.ts";
import { openLogKey } from "../../server/services/ledger/keys.ts";
import type { RoundServer } from "../helpers/open-round-server.ts";

/** An operator with the real key of the log, and every entry of it. */
export interface Liar {
  /** Entries of the true log. */
  listEntries(): Promise<string[]>;
  /** Answer to a command: the last of these entries as its receipt, from a tree of exactly these entries. */
  answer(entries: readonly string[], asked: { keptSize: number | null }): string;
  /** Signed checkpoint over these entries. */
  checkpoint(entries: readonly string[]): string;
  /** The entry with another commitment of its value: to `value`, under the salt that was sent. */
  recordOther(entry: string, sent: CommandEnvelope, value: JsonValue): string;
}

export function makeLiar({ server: { services }, dataDir }: RoundServer): Liar {
  const { origin } = services.ledger;
  const key = openLogKey(origin, readFileSync(join(dataDir, "keys", "log.seed")));
  const leavesOf = (entries: readonly string[]) => entries.map((entry) => hashLeaf(sha256, utf8(entry)));
  const checkpoint = (entries: readonly string[]): string => {
    const root = computeRoot(sha256, leavesOf(entries));
    const text = formatCheckpoint({ origin, size: entries.length, root });
    return signNote({ text, name: origin, keyId: key.keyId, sign: key.sign });
  };
  return {
    listEntries: () => services.ledger.readEntries(0, services.ledger.size()),
    checkpoint,
    answer: (entries, { keptSize }) => {
      const leaves = leavesOf(entries);
      const seq = entries.length - 1;
      const receipt = {
        entry: entries[seq],
        checkpoint: checkpoint(entries),
        proof: proveInclusion(leaves, seq).map(toBase64),
      };
      const isProvable = keptSize !== null && keptSize <= entries.length;
      const consistency = isProvable ? { proof: proveConsistency(leaves, keptSize, true).map(toBase64) } : null;
      return JSON.stringify({ seq, receipt, consistency });
    },
    recordOther: (text, { parts, salts }, value) => {
      const entry = parseEntry(utf8(text));
      const { command, actor } = JSON.parse(parts.head) as { command: string; actor: string };
      const bytes = utf8(canonicalJson(value));
      const input = { part: "value", log: origin, command, actor, salt: fromHex(salts.value), bytes } as const;
      return fromUtf8(encodeEntry({ ...entry, value: toHex(computeCommitment(sha256, input)) }));
    },
  };
}

/** By the definition of RFC 9162, leaf first. */
function proveInclusion(leaves: readonly Uint8Array[], at: number): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const split = splitPoint(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return at < split
    ? [...proveInclusion(left, at), computeRoot(sha256, right)]
    : [...proveInclusion(right, at - split), computeRoot(sha256, left)];
}

/** SUBPROOF by the definition of RFC 9162. */
function proveConsistency(leaves: readonly Uint8Array[], oldSize: number, isWhole: boolean): Uint8Array[] {
  if (oldSize === leaves.length) return isWhole ? [] : [computeRoot(sha256, leaves)];
  const split = splitPoint(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return oldSize <= split
    ? [...proveConsistency(left, oldSize, isWhole), computeRoot(sha256, right)]
    : [...proveConsistency(right, oldSize - split, false), computeRoot(sha256, left)];
}
