// Exports and dossiers that released versions wrote. They stay readable for ever: nothing here is ever written anew.
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { createEvidenceCheck } from "#domain/ledger/check-evidence.ts";
import { createIndexCheck } from "#domain/ledger/check-index.ts";
import { createSealsCheck } from "#domain/ledger/check-seals.ts";
import { parseDossier } from "#domain/ledger/dossier.ts";
import { verifyDossier } from "#domain/ledger/verify-dossier.ts";
import { type LogCheck, verifyLog } from "#domain/ledger/verify-log.ts";
import { createProjectionCheck } from "#domain/scoring/check-projection.ts";
import { crypto, sha256 } from "./make-log.ts";

const GOLDEN = join(import.meta.dirname, "../../golden/ledger");
/** Keys of the logs, noted down when the files were made. */
const KEYS = {
  v1: "test.example/log+a73e7a1b+AWj68UOAhnidX75zs2MABVCpRl2W/EEDgdoLoQykX04F",
  v2: "test.example/log+7a5b3f82+AZhk15E4k2Fn/OSwebaYzvhfR9PM6zNHyeMZpVCTictI",
};

const countPassed = (checks: readonly LogCheck[]): Record<string, number> =>
  Object.fromEntries(checks.map((check) => [check.name, check.passed]));

test.each([
  ["v1-public.jsonl", KEYS.v1, 68, { roots: 1, projection: 0 }],
  ["v1-round.jsonl", KEYS.v1, 68, { roots: 1, seals: 4, projection: 20, index: 3, evidence: 0 }],
  ["v2-public.jsonl", KEYS.v2, 70, { roots: 6, projection: 0 }],
  ["v2-round.jsonl", KEYS.v2, 70, { roots: 6, seals: 4, projection: 20, index: 3, evidence: 1 }],
])("%s still verifies", async (name, verifierKey, entryCount, passed) => {
  const lines = createInterface({ input: createReadStream(join(GOLDEN, name), "utf8") });
  const extraChecks = [
    createSealsCheck(),
    createProjectionCheck(),
    createIndexCheck(sha256),
    createEvidenceCheck(null),
  ];
  const result = await verifyLog(crypto, lines, { verifierKey, extraChecks });
  expect(result.checks.filter((check) => check.failed !== null)).toEqual([]);
  expect([result.entryCount, result.checkpoint?.size]).toEqual([entryCount, entryCount]);
  expect(countPassed(result.checks)).toMatchObject(passed);
});

test("dossier-v1.json still verifies", () => {
  const dossier = parseDossier(readFileSync(join(GOLDEN, "dossier-v1.json"), "utf8"));
  const { checks, verdict } = verifyDossier(crypto, dossier, { verifierKey: KEYS.v2 });
  expect([verdict, countPassed(checks)]).toMatchObject(["passed", { inclusion: 17, seals: 2, projection: 5 }]);
});
