import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { type Act, buildParts, type PartTexts } from "#domain/event/act.ts";
import type { EventType } from "#domain/event/catalogue.ts";
import type { HeadFacts } from "#domain/event/head.ts";
import { fromHex, toHex, utf8 } from "#domain/ledger/bytes.ts";
import { formatCheckpoint } from "#domain/ledger/checkpoint.ts";
import { computeCommitment, PART_NAMES, type PartName } from "#domain/ledger/commitment.ts";
import { CompactRange } from "#domain/ledger/compact-range.ts";
import { formatCosignature } from "#domain/ledger/cosignature.ts";
import { encodeEntry, FIRST_PREV } from "#domain/ledger/entry.ts";
import { signRotation } from "#domain/ledger/key-chain.ts";
import { formatExportLine } from "#domain/ledger/log-export.ts";
import { hashLeaf } from "#domain/ledger/merkle-tree.ts";
import {
  ALGORITHM_COSIGNATURE,
  ALGORITHM_ED25519,
  formatNote,
  formatVerifierKey,
  type KeyAlgorithm,
  keyId,
} from "#domain/ledger/signed-note.ts";
import type { Random } from "../../helpers/random.ts";

export const LOG = "assay.example/agreement";

export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash("sha256").update(bytes).digest());

/** A key whose seed is 32 times the given byte. */
export function makeKey(seedByte: number, name = LOG, algorithm: KeyAlgorithm = ALGORITHM_ED25519) {
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, seedByte)]);
  const privateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const publicKey = new Uint8Array(createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32));
  return {
    name,
    keyId: keyId(sha256, name, algorithm, publicKey),
    verifierKey: formatVerifierKey(sha256, { name, publicKey, algorithm }),
    sign: (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)),
  };
}

export const WITNESSES = [21, 22, 23].map((seed) => makeKey(seed, `witness-${seed}`, ALGORITHM_COSIGNATURE));

/** Two of three. */
export const POLICY = [
  ...WITNESSES.map((witness) => `witness ${witness.name} ${witness.verifierKey}`),
  `group most 2 ${WITNESSES.map((witness) => witness.name).join(" ")}`,
  "quorum most",
  "",
].join("\n");

/** One entry before it is placed, and what of it is disclosed. */
interface Draft {
  readonly type: EventType;
  readonly actor: string;
  readonly command: string;
  readonly parts: PartTexts;
}

/** A log while it is made: everything is signed by the key that stands, whatever the acts say. */
export class RandomLog {
  readonly random: Random;
  key = makeKey(1);
  readonly firstKey = this.key;
  readonly lines: string[] = [];
  #range = new CompactRange(sha256);
  #prev = FIRST_PREV;
  #timeMs = Date.UTC(2026, 0, 1);
  #commands = 0;
  /** Newest seal of an item and person, before its opening. */
  readonly standing = new Map<string, number>();
  #oldKey: RandomLog["key"] | null = null;

  constructor(random: Random) {
    this.random = random;
    this.#addCreated();
  }

  get size(): number {
    return this.#range.size;
  }

  header(): string {
    const kind = { kind: "assay-export", v: 2, scope: "round" } as const;
    return formatExportLine({ ...kind, log: LOG, key: this.key.verifierKey, contains: ["made for a test"] });
  }

  draft<T extends EventType>(type: T, facts: HeadFacts, value: Act<T>["value"], text: Act<T>["text"]): Draft {
    const actor = facts.item === undefined ? "system" : `p_${"0".repeat(9)}${this.random.between(1, 3)}`;
    return this.#make({ type, actor, facts, value, text });
  }

  #make<T extends EventType>(given: {
    type: T;
    actor: string;
    facts: HeadFacts;
    value: Act<T>["value"];
    text: Act<T>["text"];
    command?: string;
  }): Draft {
    const command = given.command ?? this.nextCommand();
    return { type: given.type, actor: given.actor, command, parts: buildParts({ ...given, command }) };
  }

  nextCommand(): string {
    this.#commands += 1;
    return String(this.#commands).padStart(26, "0");
  }

  /** Puts an act at the end. @param shown - probability that a part is disclosed; what the log says of itself is. */
  add(draft: Draft, { shown = 0.8, isErased = false, stepMs = 1000 } = {}): number {
    const seq = this.size;
    this.#timeMs += stepMs;
    const salts = PART_NAMES.map((part) => [part, toHex(sha256(utf8(`${seq} ${part} ${draft.command}`)))] as const);
    const salt = Object.fromEntries(salts) as Record<PartName, string>;
    const { command, actor } = draft;
    const commit = (part: PartName): string => {
      const input = { part, log: LOG, command, actor, salt: fromHex(salt[part]), bytes: utf8(draft.parts[part]) };
      return toHex(computeCommitment(sha256, input));
    };
    const at = new Date(this.#timeMs).toISOString();
    const hashes = { head: commit("head"), value: commit("value"), text: commit("text") };
    const bytes = encodeEntry({ at, log: LOG, prev: this.#prev, seq, v: 1, ...hashes });
    const isOfLog = draft.type.startsWith("log.") || draft.type === "erasure.confirmed";
    const part = (name: PartName) =>
      isOfLog || this.random.chance(shown) ? { salt: salt[name], bytes: draft.parts[name] } : null;
    const parts = { head: part("head"), value: part("value"), text: isErased ? ("erased" as const) : part("text") };
    const entry = new TextDecoder().decode(bytes);
    this.lines.push(formatExportLine(this.random.chance(0.9) || isOfLog || isErased ? { entry, parts } : { entry }));
    const leaf = hashLeaf(sha256, bytes);
    this.#range.append(leaf);
    this.#prev = toHex(leaf);
    this.#oldKey = null;
    return seq;
  }

  /** A checkpoint of what stands, cosigned by some witnesses. */
  addCheckpoint(witnesses: readonly (typeof WITNESSES)[number][] = [], size = this.size): void {
    const text = formatCheckpoint({ origin: LOG, size, root: this.#range.computeRoot() });
    const signers = [this.key, ...(this.#oldKey === null ? [] : [this.#oldKey])];
    const signatures = signers.map(({ name, keyId: id, sign: by }) => ({ name, keyId: id, signature: by(utf8(text)) }));
    const note = formatNote({ text, signatures });
    const cosigned = witnesses.map((witness) => formatCosignature({ text, timeSeconds: 1_767_225_600, ...witness }));
    this.lines.push(formatExportLine({ checkpoint: note + cosigned.join("") }));
  }

  /** @param isGood - false: the old key has not signed. */
  rotateKey(isGood = true): void {
    const old = this.key;
    const next = makeKey(this.random.between(2, 9));
    if (next.verifierKey === old.verifierKey) return;
    const command = this.nextCommand();
    const terms = { command, oldKey: old.verifierKey, newKey: next.verifierKey };
    const signatures = signRotation(LOG, terms, { sign: isGood ? old.sign : next.sign, signNew: next.sign });
    const { oldKey, newKey } = terms;
    const value = { oldKey, newKey, signedBy: "log-key" as const, recoveryKey: null, ...signatures, nextRecoveryKey: null };
    const text = { reason: "the key is changed every year" };
    this.add(this.#make({ type: "log.key-rotated", actor: "system", facts: {}, value, text, command }));
    this.key = next;
    this.#oldKey = old;
  }

  #addCreated(): void {
    const value = {
      verifierKey: this.key.verifierKey,
      clock: "simulated time" as const,
      recoveryKey: null,
      witnessPolicy: null,
      previous: null,
    };
    this.add(this.draft("log.created", {}, value, { reason: "" }));
  }
}
