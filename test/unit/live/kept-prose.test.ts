import { expect, test } from "vitest";
import { isMergeable } from "../../../app/live/local/prose-rows.ts";

test("kept prose is merged into the document that it builds upon, and into no other", () => {
  expect(isMergeable({ epoch: "one" }, "one")).toBe(true);
  expect(isMergeable({ epoch: "one" }, "another")).toBe(false);
  // Its document is gone: the next one begins empty, and lacks what this builds upon.
  expect(isMergeable({ epoch: "one" }, null)).toBe(false);
});

test("what was written before there was a document is merged into the first one", () => {
  expect(isMergeable({ epoch: null }, "one")).toBe(true);
  expect(isMergeable({ epoch: null }, null)).toBe(true);
});
