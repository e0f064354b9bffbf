import { expect, test } from "vitest";
import { findSubmissionState } from "../../../server/domain/evidence/submission-state.ts";
import { joinSignatures, splitSignatures } from "../../../server/domain/evidence/split-signatures.ts";
import { groupVersions } from "../../../server/domain/evidence/versions.ts";
import { ERASED_TEXT } from "../../../server/domain/event/erased-text.ts";
import { isOnEvidenceSet } from "../../../server/domain/process/on-evidence-set.ts";

const row = (id: string, replaces: string | null = null) => ({ id, replaces });

test("versions stand behind their document, in the order of the first ones", () => {
  const rows = [row("a"), row("b"), row("b2", "b"), row("a2", "a"), row("a3", "a2")];
  expect(groupVersions(rows)).toEqual([
    { newest: row("a3", "a2"), earlier: [row("a2", "a"), row("a")] },
    { newest: row("b2", "b"), earlier: [row("b")] },
  ]);
  expect(groupVersions([])).toEqual([]);
  expect(groupVersions([row("a2", "a")])).toEqual([{ newest: row("a2", "a"), earlier: [] }]);
});

test("a score is on the set that was closed before it, or that its expert kept it on", () => {
  expect(isOnEvidenceSet({ seq: 5, reaffirmedSeq: null }, null)).toBe(true);
  expect(isOnEvidenceSet({ seq: 5, reaffirmedSeq: null }, 4)).toBe(true);
  expect(isOnEvidenceSet({ seq: 5, reaffirmedSeq: null }, 6)).toBe(false);
  expect(isOnEvidenceSet({ seq: 5, reaffirmedSeq: 7 }, 6)).toBe(true);
  expect(isOnEvidenceSet({ seq: 5, reaffirmedSeq: 7 }, 8)).toBe(false);
});

test.each([
  ["nothing", null, null, null],
  ["to-check", 3, null, null],
  ["complete", 3, { seq: 4, result: "complete" }, null],
  ["explanation-accepted", 3, { seq: 4, result: "explanation-accepted" }, null],
  ["to-check", 5, { seq: 4, result: "complete" }, null],
  ["asked", 3, { seq: 4, result: "complete" }, { seq: 6, until: "2026-02-01" }],
  ["lapsed", 3, null, { seq: 6, until: "2026-01-01" }],
  ["to-check", 7, { seq: 4, result: "complete" }, { seq: 6, until: "2026-02-01" }],
  ["asked", null, null, { seq: 6, until: "2026-02-01" }],
] as const)("an item is %s", (expected, newestSeq, mark, request) => {
  expect(findSubmissionState({ newestSeq, mark, request }, "2026-01-15")).toBe(expected);
});

const signature = (signer: string | null) =>
  ({ state: "valid", reason: null, signer, issuer: "CA", signedAt: null, coversWholeFile: true }) as const;

test("names of signers are apart from what was found, and come back to their signatures", () => {
  const found = [signature("Trần Văn A"), signature(null), signature("B\nC")];
  const { signatures, signers } = splitSignatures(found);
  expect(JSON.stringify(signatures)).not.toContain("Trần");
  expect(joinSignatures(signatures, signers).map(({ signer }) => signer)).toEqual(["Trần Văn A", null, "B C"]);
  expect(joinSignatures(signatures, ERASED_TEXT).map(({ signer }) => signer)).toEqual(Array(3).fill(ERASED_TEXT));
  expect(splitSignatures([])).toEqual({ signatures: [], signers: "" });
});
