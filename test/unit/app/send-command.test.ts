import { afterEach, expect, test, vi } from "vitest";
import { findLogAlarm } from "#app/live/log-alarm.ts";
import { type CommandSender, prepareCommand, sendCommand } from "#app/live/send-command.ts";
import { LOG, makeCheckpoint, makeEntries, makeKey, textOf } from "../ledger/make-log.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const senderOf = (accountId: string): CommandSender => ({
  accountId,
  actorId: "a_0000000000000001",
  csrfToken: "token",
  log: { origin: LOG, verifierKey: makeKey(99).verifierKey },
});

/** Sends a command whose receipt another key has signed than the page knows. */
async function send(accountId: string, answerKeys: () => Response) {
  const entries = makeEntries(3);
  const receipt = { entry: textOf(entries[2]!), checkpoint: makeCheckpoint(entries), proof: [] };
  vi.stubGlobal("fetch", async (path: string) =>
    path === "/commands" ? Response.json({ receipt, consistency: null }) : answerKeys(),
  );
  const sender = senderOf(accountId);
  const value = { conflicts: [], expiresAt: "2027-01-01T00:00:00.000Z" };
  return sendCommand(sender, prepareCommand(sender, { type: "interest.declared", facts: {}, value, text: {} }));
}

test("a receipt under another key is an alarm when the log has nothing that leads there", async () => {
  expect(await send("one", () => Response.json({ rotations: [] }))).toMatchObject({ state: "mismatch" });
  expect(findLogAlarm("one")).not.toBeNull();
});

test("a network that fails while a receipt is checked is no alarm, and nothing is called recorded", async () => {
  const failures = [
    () => {
      throw new TypeError("fetch failed");
    },
    () => new Response(null, { status: 503 }),
  ];
  for (const fail of failures) expect(await send("two", fail)).toEqual({ state: "unanswered" });
  expect(findLogAlarm("two")).toBeNull();
});
