import { afterEach, expect, test, vi } from "vitest";
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

function serve(rotations: readonly KeyRotation[]) {
  const answer = vi.fn(() => Promise.resolve(Response.json({ rotations })));
  vi.stubGlobal("fetch", answer);
  return answer;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a page whose key was changed finds the new one, and a stranger's key leads nowhere", async () => {
  serve([rotation]);
  expect(await followLog(browserCrypto, logOf(first))).toEqual(logOf(second));
  expect(await followLog(browserCrypto, logOf(stranger))).toEqual(logOf(stranger));
});

test("a browser that kept the old key takes the new one only by the chain", async () => {
  serve([rotation]);
  expect(await isKeptLog(browserCrypto, keptUnder(first), logOf(second))).toBe(true);
  expect(await isKeptLog(browserCrypto, keptUnder(first), logOf(stranger))).toBe(false);
  expect(await isKeptLog(browserCrypto, keptUnder(second), logOf(first))).toBe(false);
  serve([{ ...rotation, newSignature: rotation.signature }]);
  expect(await isKeptLog(browserCrypto, keptUnder(first), logOf(second))).toBe(false);
  serve([]);
  expect(await isKeptLog(browserCrypto, keptUnder(first), logOf(second))).toBe(false);
});

test("nothing is asked while the key is the same; another log is never the kept one", async () => {
  const answer = serve([rotation]);
  expect(await isKeptLog(browserCrypto, null, logOf(first))).toBe(true);
  expect(await isKeptLog(browserCrypto, keptUnder(first), logOf(first))).toBe(true);
  expect(await isKeptLog(browserCrypto, keptUnder(first), { ...logOf(second), origin: `${ORIGIN}-2` })).toBe(false);
  expect(answer).not.toHaveBeenCalled();
});
