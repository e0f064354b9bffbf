// Exports that released versions wrote. They stay readable for ever: nothing here is ever written anew.
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { verifyLog } from "#domain/ledger/verify-log.ts";
import { createProjectionCheck } from "#domain/scoring/check-projection.ts";
import { crypto } from "./make-log.ts";

const GOLDEN = join(import.meta.dirname, "../../golden/ledger");
/** The log's key, noted down when the files were made. */
const KEY = "test.example/log+a73e7a1b+AWj68UOAhnidX75zs2MABVCpRl2W/EEDgdoLoQykX04F";

test.each([
  ["v1-public.jsonl", 68],
  ["v1-round.jsonl", 68],
])("%s still verifies", async (name, entryCount) => {
  const lines = createInterface({ input: createReadStream(join(GOLDEN, name), "utf8") });
  const options = { verifierKey: KEY, extraChecks: [createProjectionCheck()] };
  const result = await verifyLog(crypto, lines, options);
  expect(result.checks.filter((check) => check.failed !== null)).toEqual([]);
  expect([result.entryCount, result.checkpoint?.size]).toEqual([entryCount, entryCount]);
});
