import { expect, describe, test } from "vitest";
import {
  checkRotation,
  encodeRotation,
  followKeyChain,
  hashRecoveryKey,
  type KeyRotation,
  signRotation,
} from "#domain/ledger/key-chain.ts";
import { fromUtf8 } from "#domain/ledger/bytes.ts";
import { nodeCrypto, sha256 } from "../../../server/services/hash.ts";
import { openLogKey } from "../../../server/services/ledger/keys.ts";

const LOG = "assay.example/log";
const [first, second, third, stranger] = [1, 2, 3, 4].map((fill) => openLogKey(LOG, new Uint8Array(32).fill(fill))) as [
  LogKey,
  LogKey,
  LogKey,
  LogKey,
];
const recovery = openLogKey(`${LOG}/recovery`, new Uint8Array(32).fill(9));
const RECOVERY_HASH = hashRecoveryKey(sha256, recovery.verifierKey);

type LogKey = ReturnType<typeof openLogKey>;

function rotate(from: LogKey, to: LogKey, by: LogKey = from): KeyRotation {
  const terms = { command: "0".repeat(26), oldKey: from.verifierKey, newKey: to.verifierKey };
  const isRecovery = by === recovery;
  return {
    ...terms,
    ...signRotation(LOG, terms, { sign: by.sign, signNew: to.sign }),
    signedBy: isRecovery ? "recovery-key" : "log-key",
    recoveryKey: isRecovery ? by.verifierKey : null,
    nextRecoveryKey: RECOVERY_HASH,
  };
}

const rotations = [rotate(first, second), rotate(second, third)];
const follow = (trusted: LogKey, given: readonly KeyRotation[] = rotations, recoveryKey: string | null = null) =>
  followKeyChain(nodeCrypto, { log: LOG, trustedKey: trusted.verifierKey, rotations: given, recoveryKey });

test("the signed bytes are the five fields with zeros between", () => {
  const bytes = encodeRotation("l", { command: "c", oldKey: "o", newKey: "n" });
  expect(fromUtf8(bytes)).toBe("assay/key-rotation/v1\0l\0c\0o\0n");
});

describe("followKeyChain", () => {
  test("leads from each key to the newest", () => {
    for (const key of [first, second, third]) expect(follow(key)).toBe(third.verifierKey);
    expect(follow(first, [])).toBe(first.verifierKey);
  });

  test("a key that is in no rotation stays what it was: it is not the log's newest", () => {
    expect(follow(stranger)).toBe(stranger.verifierKey);
  });

  test("a link that is missing, or out of order, leads nowhere", () => {
    expect(follow(first, [rotations[0]!, rotate(stranger, third)])).toBeNull();
    expect(follow(first, [rotations[1]!, rotations[0]!])).toBe(second.verifierKey);
  });

  test("the recovery key is followed only where its hash is known", () => {
    const links = [rotate(first, second, recovery), rotate(second, third)];
    expect(follow(first, links, RECOVERY_HASH)).toBe(third.verifierKey);
    expect(follow(first, links)).toBeNull();
    expect(follow(first, links, "0".repeat(64))).toBeNull();
  });

  test("after a link that takes the recovery key away, it counts no more", () => {
    const links = [{ ...rotations[0]!, nextRecoveryKey: null }, rotate(second, third, recovery)];
    expect(follow(first, links, RECOVERY_HASH)).toBeNull();
  });
});

test.each<[string, Partial<KeyRotation>]>([
  ["another command", { command: "1".repeat(26) }],
  ["another old key", { oldKey: stranger.verifierKey }],
  ["another new key", { newKey: stranger.verifierKey }],
  ["the same key again", { newKey: first.verifierKey }],
  ["a key of another log", { newKey: openLogKey("other.example/log", new Uint8Array(32).fill(2)).verifierKey }],
  ["a malformed new key", { newKey: "key" }],
  ["a signature of the new key twice", { signature: rotations[0]!.newSignature }],
  ["a signature of the old key twice", { newSignature: rotations[0]!.signature }],
  ["a malformed signature", { signature: "?" }],
  ["a recovery key beside the log key", { recoveryKey: recovery.verifierKey }],
  ["a recovery key that is not named", { signedBy: "recovery-key" }],
])("a rotation with %s does not hold", (_name, change) => {
  const expected = { log: LOG, oldKey: first.verifierKey, recoveryKey: RECOVERY_HASH };
  expect(checkRotation(nodeCrypto, rotations[0]!, expected)).toBe(true);
  expect(checkRotation(nodeCrypto, { ...rotations[0]!, ...change }, expected)).toBe(false);
  expect(checkRotation(nodeCrypto, rotations[0]!, { ...expected, log: "other.example/log" })).toBe(false);
});
