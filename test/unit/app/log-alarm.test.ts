import { expect, test } from "vitest";
import { openLocalVault } from "#app/live/local/local-vault.ts";
import { openAlarm, sealAlarm } from "#app/live/sealed-alarm.ts";

const TEXT = "Chim hoàng yến số 8841";
const ACTOR = "a_0000000000000001";
const EVIDENCE = { sent: { actor: ACTOR, parts: { text: JSON.stringify({ reason: TEXT }) } } };
const ALARM = { kind: "assay-log-alarm", v: 1, at: "2026-05-04T08:00:00.000Z", fault: "history" } as const;

const openVault = (byte: number, account = "account-1") => openLocalVault(account, new Uint8Array(32).fill(byte));

test.for([
  ["that was just raised", { ...ALARM, sealed: null }],
  ["that an earlier version left in the clear", { ...ALARM, evidence: EVIDENCE }],
] as const)("the evidence of an alarm %s is stored sealed, and the alarm stays to be read", async ([, alarm]) => {
  const kept = await sealAlarm(await openVault(1), alarm, EVIDENCE);
  expect(kept).toMatchObject(ALARM);
  for (const secret of [TEXT, ACTOR, "evidence"]) expect(JSON.stringify(kept)).not.toContain(secret);
  expect(await openAlarm(await openVault(1), kept)).toEqual(EVIDENCE);
});

test("it opens for nobody else, and where there is none there is nothing to open", async () => {
  const kept = await sealAlarm(await openVault(1), { ...ALARM, sealed: null }, EVIDENCE);
  expect(await openAlarm(await openVault(2), kept)).toBeNull();
  expect(await openAlarm(await openVault(1, "account-2"), kept)).toBeNull();
  expect(await openAlarm(await openVault(1), { ...ALARM, sealed: null })).toBeNull();
});
