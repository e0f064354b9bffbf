import { beforeAll, describe, expect, test } from "vitest";
import { makeRandom } from "../helpers/random.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { scaled } from "../scale.ts";
import { mutate, MUTATIONS } from "./tamper/mutate-export.ts";
import { exportForAuditor, makeTamperedSite, verifyLines } from "./tamper/tampered-site.ts";

const MUTANTS = scaled({ small: 50, full: 1_000 });
const SEED = 20_261_122;

describe("an export that was tampered with", () => {
  let lines: string[] = [];
  let key = "";

  beforeAll(async () => {
    const { services, round } = await makeTamperedSite(DIALECTS[0]!);
    lines = await exportForAuditor(services, round);
    key = services.ledger.verifierKey;
  });

  test("passes as it was written, with rows and evidence in it", async () => {
    const { checks } = await verifyLines(lines, key);
    expect(checks.filter((check) => check.failed !== null)).toEqual([]);
    for (const name of ["commitments", "seals", "projection", "evidence"]) {
      expect(checks.find((check) => check.name === name)?.passed, name).toBeGreaterThan(0);
    }
  });

  test.each(Object.keys(MUTATIONS))(
    `${MUTANTS} times: %s`,
    async (name) => {
      const random = makeRandom(SEED);
      const last = lines.filter((line) => line.startsWith('{"entry"')).length - 1;
      for (let count = 0; count < MUTANTS; count += 1) {
        const mutant = mutate(name, lines, random);
        const { verdict, checks } = await verifyLines(mutant.lines, key);
        expect(verdict, `mutant ${count}`).toBe("failed");
        if (mutant.seq === null) continue;
        const named = checks.flatMap((check) => (check.failed === null ? [] : [check.failed.seq]));
        // Nothing after the last entry tells which end of its link was changed: the pair is named.
        const possible = mutant.seq === last ? [last, last - 1] : [mutant.seq];
        expect(possible, `mutant ${count} of entry ${mutant.seq}: ${named.join()}`).toContain(
          named.find((seq) => seq !== null && possible.includes(seq)),
        );
      }
    },
    MUTANTS * 2_000,
  );
});
