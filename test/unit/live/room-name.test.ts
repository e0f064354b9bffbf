import { expect, test } from "vitest";
import { parseRoomName, toRoomPath } from "#domain/live/room-name.ts";

test.each([
  ["conclusion/item-1", { kind: "conclusion", itemId: "item-1" }],
  ["draft/item-1/actor-2", { kind: "draft", itemId: "item-1", actorId: "actor-2" }],
  ["board/panel-3", { kind: "board", panelId: "panel-3" }],
])("%s is a room, and its name reads back", (path, room) => {
  const parsed = parseRoomName(path);
  expect(parsed).toEqual(room);
  expect(parsed === null ? null : toRoomPath(parsed)).toBe(path);
});

test.each([
  "",
  "conclusion",
  "conclusion/",
  "conclusion/a/b",
  "draft/a",
  "draft/a/b/c",
  "draft//b",
  "board/a/",
  "score/a",
  "board/a b",
  "board/..",
])("%j is none", (path) => expect(parseRoomName(path)).toBeNull());
