import { describe, expect, test } from "vitest";
import { findTwin } from "../../../app/routes/_app.documents.$itemId/find-twin.ts";
import { canResume, type UploadRefusal } from "../../../app/routes/_app.documents.$itemId/listed-files.ts";
import type { SubmittedDocument, UploadView } from "../../../server/services/submission/submission-view.ts";

const failed = (code: string | null) => {
  const refusal: UploadRefusal | null = code === null ? null : { code, details: {} };
  return { state: "failed", refusal } as const;
};

test("sending goes on by a press where a break or a lack of room stopped it, not where the file was refused", () => {
  expect(canResume({ state: "paused", refusal: null })).toBe(true);
  for (const code of [null, "upload.quota-reached", "session.signed-out"]) expect(canResume(failed(code))).toBe(true);
  for (const code of ["upload.too-large", "upload.empty", "round.other-phase", "thing.absent"]) {
    expect(canResume(failed(code))).toBe(false);
  }
  expect(canResume({ state: "sending", refusal: null })).toBe(false);
});

describe("a file with the same bytes", () => {
  const waiting = (id: string, sha256: string): UploadView =>
    ({ id, fileName: `${id}.pdf`, stored: { sha256 } }) as UploadView;
  const standing = { newest: { sha256: "aa", number: "01/KH", name: "Kế hoạch" } } as Pick<SubmittedDocument, "newest">;

  test("as a document that stands is named by it", () => {
    const one = waiting("1", "aa");
    expect(findTwin(one, [one], [standing])).toEqual({ number: "01/KH", name: "Kế hoạch" });
  });

  test("as another that waits is the double of the earlier one only", () => {
    const [first, second] = [waiting("1", "bb"), waiting("2", "bb")];
    expect(findTwin(first, [first, second], [standing])).toBeNull();
    expect(findTwin(second, [first, second], [standing])).toEqual({ other: "1.pdf" });
  });
});
