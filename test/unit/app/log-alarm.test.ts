import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { endLogAlarm, findLogAlarm, raiseLogAlarm, readEvidence, sealEvidence } from "#app/live/log-alarm.ts";
import { openLocalVault } from "#app/live/local/local-vault.ts";

const ACCOUNT = "account-1";
const KEY = `assay.alarm/${ACCOUNT}`;
const TEXT = "Chim hoàng yến số 8841";
const found = {
  fault: "history",
  log: { origin: "log.example/log", verifierKey: "log.example/log+00000000+AA==" },
  evidence: { sent: { actor: "a_0000000000000001", parts: { text: JSON.stringify({ reason: TEXT }) } } },
} as const;

const kept = new Map<string, string>();
const openVault = (byte: number) => openLocalVault(ACCOUNT, new Uint8Array(32).fill(byte));

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => {
  endLogAlarm(ACCOUNT);
  vi.unstubAllGlobals();
});

/** Everything in the browser's storage. */
const stored = (): string => [...kept].flat().join("\n");

test("an alarm stands at once, and nothing of what was sent is stored in the clear", async () => {
  raiseLogAlarm(ACCOUNT, found);
  expect(findLogAlarm(ACCOUNT)).toMatchObject({ fault: "history", log: found.log });
  expect(await readEvidence(ACCOUNT)).toEqual(found.evidence);
  expect(stored()).not.toContain(TEXT);
  await sealEvidence(ACCOUNT, await openVault(1));
  expect(stored()).toContain("sealed");
  for (const secret of [TEXT, "a_0000000000000001"]) expect(stored()).not.toContain(secret);
});

test("the sealed evidence opens with the account's key alone", async () => {
  raiseLogAlarm(ACCOUNT, found);
  await sealEvidence(ACCOUNT, await openVault(1));
  const { sealed } = JSON.parse(kept.get(KEY)!) as { sealed: { nonce: string; body: string } };
  const box = {
    nonce: new Uint8Array(Buffer.from(sealed.nonce, "base64")),
    body: new Uint8Array(Buffer.from(sealed.body, "base64")).buffer,
  };
  expect(await (await openVault(1)).open(box, "alarm")).toEqual(found.evidence);
  await expect((await openVault(2)).open(box, "alarm")).rejects.toThrow();
});

test("the first alarm stands", () => {
  raiseLogAlarm(ACCOUNT, found);
  raiseLogAlarm(ACCOUNT, { ...found, fault: "cut" });
  expect(findLogAlarm(ACCOUNT)?.fault).toBe("history");
});

test("evidence that an earlier version left in the clear is sealed", async () => {
  const { evidence, ...rest } = found;
  kept.set(KEY, JSON.stringify({ kind: "assay-log-alarm", v: 1, at: "2026-05-04T08:00:00.000Z", ...rest, evidence }));
  await sealEvidence(ACCOUNT, await openVault(1));
  expect(findLogAlarm(ACCOUNT)?.fault).toBe("history");
  expect(stored()).not.toContain(TEXT);
  expect(stored()).not.toContain('"evidence"');
});

test("an alarm that was ended while it was sealed does not come back", async () => {
  raiseLogAlarm(ACCOUNT, found);
  const sealing = sealEvidence(ACCOUNT, await openVault(1));
  endLogAlarm(ACCOUNT);
  await sealing;
  expect(findLogAlarm(ACCOUNT)).toBeNull();
  expect(kept.size).toBe(0);
});
