import { expect, test } from "vitest";
import { type FilePlace, toFileAddress } from "../../../app/routes/_app.items.$itemId/file-address.ts";

const choose = (address: string, place: FilePlace, position: number | null): string =>
  toFileAddress({ params: new URLSearchParams(address), shown: 1, place, position });

test("a document is chosen for its place, and the rest of the address stays", () => {
  expect(choose("note=n1", "evidence", 3)).toBe("?note=n1&evidence=3");
  expect(choose("", "beside", 2)).toBe("?beside=2");
  expect(choose("evidence=1&beside=2", "beside", null)).toBe("?evidence=1");
});

test("what stands beside changes places with what is shown, from either side", () => {
  expect(choose("beside=2", "evidence", 2)).toBe("?beside=1&evidence=2");
  expect(choose("beside=2", "beside", 1)).toBe("?beside=1&evidence=2");
  expect(choose("beside=2", "evidence", 1)).toBe("?beside=2&evidence=1");
  // With one document there is nothing to change places with.
  expect(choose("evidence=1", "beside", 1)).toBe("?evidence=1&beside=1");
});
