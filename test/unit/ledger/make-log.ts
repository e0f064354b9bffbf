import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { fromHex, toHex, utf8 } from "#domain/ledger/bytes.ts";
import { formatCheckpoint } from "#domain/ledger/checkpoint.ts";
import { computeCommitment, type PartName } from "#domain/ledger/commitment.ts";
import { encodeEntry, FIRST_PREV, type Entry } from "#domain/ledger/entry.ts";
import { formatExportLine } from "#domain/ledger/log-export.ts";
import { computeRoot, hashLeaf } from "#domain/ledger/merkle-tree.ts";
import { ALGORITHM_ED25519, formatVerifierKey, keyId, signNote } from "#domain/ledger/signed-note.ts";

export const LOG = "assay.example/log";
export const ACTOR = "p-7f3a";

export function sha256(data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(data).digest());
}

/** A fixed test key: its seed is 32 times the given byte. */
export function makeKey(seedByte = 1) {
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, seedByte)]);
  const privateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const publicKey = new Uint8Array(spki.subarray(-32));
  return {
    publicKey,
    verifierKey: formatVerifierKey(sha256, { name: LOG, publicKey }),
    keyId: keyId(sha256, LOG, ALGORITHM_ED25519, publicKey),
    sign: (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)),
  };
}

export const crypto = {
  sha256,
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
    const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), publicKey]);
    return verify(null, message, createPublicKey({ key: spki, format: "der", type: "spki" }), signature);
  },
};

export const saltOf = (seq: number, part: PartName): string => toHex(sha256(utf8(`salt ${seq} ${part}`)));

export const partsOf = (seq: number): Record<PartName, string> => ({
  head: `{"actor":"${ACTOR}","command":"c${seq}"}`,
  value: `{"new":${seq * 250}}`,
  text: "{}",
});

export function commit(part: PartName, seq: number, bytes = partsOf(seq)[part]): string {
  const salt = fromHex(saltOf(seq, part));
  const input = { part, log: LOG, command: `c${seq}`, actor: ACTOR, salt, bytes: utf8(bytes) };
  return toHex(computeCommitment(sha256, input));
}

/** The entry of the number, in a chain with its predecessors; one a second. */
export function makeEntries(count: number): Entry[] {
  const entries: Entry[] = [];
  let prev = FIRST_PREV;
  for (let seq = 0; seq < count; seq += 1) {
    const at = new Date(Date.UTC(2026, 0, 1) + 1000 * seq).toISOString();
    const hashes = { head: commit("head", seq), value: commit("value", seq), text: commit("text", seq) };
    const entry: Entry = { at, log: LOG, prev, seq, v: 1, ...hashes };
    entries.push(entry);
    prev = toHex(hashLeaf(sha256, encodeEntry(entry)));
  }
  return entries;
}

export const leavesOf = (entries: readonly Entry[]) => entries.map((entry) => hashLeaf(sha256, encodeEntry(entry)));

export const textOf = (entry: Entry): string => new TextDecoder().decode(encodeEntry(entry));

/** Signed checkpoint over the entries. */
export function makeCheckpoint(entries: readonly Entry[], { origin = LOG, key = makeKey() } = {}): string {
  const text = formatCheckpoint({ origin, size: entries.length, root: computeRoot(sha256, leavesOf(entries)) });
  return signNote({ text, name: LOG, keyId: key.keyId, sign: key.sign });
}

/** Lines of an export with everything disclosed, or of altered entries under the checkpoint of the true ones. */
export function makeExport(entries: readonly Entry[], { checkpoint = makeCheckpoint(entries), disclosed = true } = {}) {
  const header = formatExportLine({
    kind: "assay-export",
    v: 1,
    log: LOG,
    key: makeKey().verifierKey,
    scope: "round",
    contains: ["entries", "parts"],
  });
  const lines = entries.map((entry) => {
    const part = (name: PartName) => ({ salt: saltOf(entry.seq, name), bytes: partsOf(entry.seq)[name] });
    const parts = { head: part("head"), value: part("value"), text: part("text") };
    return formatExportLine(disclosed ? { entry: textOf(entry), parts } : { entry: textOf(entry) });
  });
  return [header, ...lines, formatExportLine({ checkpoint })];
}
