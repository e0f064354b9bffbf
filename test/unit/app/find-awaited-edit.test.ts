import { expect, test } from "vitest";
import type { OutboxRow, OutboxStatus } from "#app/live/outbox/outbox-rows.ts";
import { type EditedThing, findAwaitedEdit } from "../../../app/routes/_app.items.$itemId/find-awaited-edit.ts";

const NOTE: EditedThing = { type: "annotation.revised", id: "n1", version: 1 };

const makeRow = (status: OutboxStatus, value: object, type = "annotation.revised"): OutboxRow =>
  ({ entry: { type, envelope: { parts: { value: JSON.stringify(value) } } }, status }) as OutboxRow;
const WAITING: OutboxStatus = { state: "waiting" };
const RECORDED = { state: "recorded", seq: 7 } as OutboxStatus;
const REFUSED = { state: "refused", code: "annotation.version-conflict", details: {} } as OutboxStatus;
const SECOND = { annotation: "n1", version: 2 };

test.each<[what: string, row: OutboxRow, isAwaited: boolean]>([
  ["an edit that waits", makeRow(WAITING, SECOND), true],
  ["an edit that is being sent", makeRow({ state: "sending" }, SECOND), true],
  ["an edit that is recorded and not yet shown", makeRow(RECORDED, SECOND), true],
  ["an edit that is recorded and shown", makeRow(RECORDED, { annotation: "n1", version: 1 }), false],
  ["an edit that was refused: both versions are shown", makeRow(REFUSED, SECOND), false],
  ["an edit of another note", makeRow(WAITING, { annotation: "n2", version: 2 }), false],
  [
    "an edit of a reply to it",
    makeRow(WAITING, { annotation: "n1", message: "m1", version: 2 }, "message.revised"),
    false,
  ],
])("%s", (_what, row, isAwaited) => {
  expect(findAwaitedEdit([row], NOTE)).toBe(isAwaited ? row : null);
});

test("a reply is told by its own id", () => {
  const row = makeRow(WAITING, { annotation: "n1", message: "m1", version: 2 }, "message.revised");
  expect(findAwaitedEdit([row], { type: "message.revised", id: "m1", version: 1 })).toBe(row);
  expect(findAwaitedEdit([row], { type: "message.revised", id: "n1", version: 1 })).toBeNull();
});
