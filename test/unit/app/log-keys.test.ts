import { expect, test } from "vitest";
import { browserCrypto } from "#app/live/browser-crypto.ts";
import { followLog, isKeptLog } from "#app/live/log-keys.ts";
import { type KeyRotation, signRotation } from "#domain/ledger/key-chain.ts";
import { openLogKey } from "../../../server/services/ledger/keys.ts";

const ORIGIN = "assay.example/log";
const [first, second, stranger] = [1, 2, 3].map((fill) => openLogKey(ORIGIN, new Uint8Array(32).fill(fill))) as [
  ReturnType<typeof openLogKey>,
  ReturnType<typeof openLogKey>,
  ReturnType<typeof openLogKey>,
];
const terms = { command: "0".repeat(26), oldKey: first.verifierKey, newKey: second.verifierKey };
const rotation: KeyRotation = {
  ...terms,
  ...signRotation(ORIGIN, terms, { sign: first.sign, signNew: second.sign }),
  signedBy: "log-key",
  recoveryKey: null,
  nextRecoveryKey: null,
};

const logOf = ({ verifierKey }: { verifierKey: string }) => ({ origin: ORIGIN, verifierKey });
const keptUnder = (key: { verifierKey: string }) => ({ seq: 0, size: 1, checkpoint: "", log: logOf(key) });

/** What a server gives; `asked` counts how often. */
function serve(rotations: readonly KeyRotation[]) {
  const served = { asked: 0, read: () => ((served.asked += 1), Promise.resolve(rotations)) };
  return served;
}

test("a page whose key was changed finds the new one, and a stranger's key leads nowhere", async () => {
  const { read } = serve([rotation]);
  expect(await followLog(browserCrypto, logOf(first), read)).toEqual(logOf(second));
  expect(await followLog(browserCrypto, logOf(stranger), read)).toEqual(logOf(stranger));
});

test("a browser that kept the old key takes the new one only by the chain", async () => {
  const isKept = (kept: typeof first, log: typeof first, rotations: readonly KeyRotation[]) =>
    isKeptLog(browserCrypto, { kept: keptUnder(kept), log: logOf(log) }, serve(rotations).read);
  expect(await isKept(first, second, [rotation])).toBe(true);
  expect(await isKept(first, stranger, [rotation])).toBe(false);
  expect(await isKept(second, first, [rotation])).toBe(false);
  expect(await isKept(first, second, [{ ...rotation, newSignature: rotation.signature }])).toBe(false);
  expect(await isKept(first, second, [])).toBe(false);
});

test("nothing is asked while the key is the same; another log is never the kept one", async () => {
  const served = serve([rotation]);
  expect(await isKeptLog(browserCrypto, { kept: null, log: logOf(first) }, served.read)).toBe(true);
  expect(await isKeptLog(browserCrypto, { kept: keptUnder(first), log: logOf(first) }, served.read)).toBe(true);
  const other = { ...logOf(second), origin: `${ORIGIN}-2` };
  expect(await isKeptLog(browserCrypto, { kept: keptUnder(first), log: other }, served.read)).toBe(false);
  expect(served.asked).toBe(0);
});
