import { describe, expect, test } from "vitest";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { scaled } from "../scale.ts";
import { compileShim, copySite, expectSound, type Fault, makeFaultSite, runWorker } from "./faults/fault-site.ts";

const FAULTS_MAX = scaled({ small: 12, full: 200 });

/** At small counts each place fails in one of the two ways, in turn. */
const MODES = scaled<readonly Fault["mode"][]>({ small: [], full: ["before", "after"] });
const modesAt = (at: number): readonly Fault["mode"][] =>
  MODES.length > 0 ? MODES : [at % 2 === 0 ? "before" : "after"];

const shim = DIALECTS.includes("sqlite") ? compileShim() : null;

if (shim !== null) {
  describe.each(["sync", "write"] as const)("a %s that fails with EIO", (call) => {
    test.each([
      ["while commands are given", { isArmed: true, places: FAULTS_MAX }],
      ["while the process starts", { isArmed: false, places: FAULTS_MAX / 4 }],
    ] as const)(
      "%s: nothing that was called recorded is lost, and nothing is accepted after it",
      async (_when, { isArmed, places }) => {
        const site = await makeFaultSite();
        let failures = 0;
        for (let at = 1; at <= places; at += 1) {
          for (const mode of modesAt(at)) {
            const fault = { call, at, mode, error: "EIO", isArmed } as const;
            const copy = copySite(site);
            const { receipts, end } = await runWorker(copy, { commands: places, shim: { path: shim, fault } });
            if ("failure" in end) {
              failures += 1;
              expect(end, JSON.stringify(fault)).toMatchObject({ isStopped: true });
            }
            if (isArmed && at > 50) expect(receipts.length, JSON.stringify(fault)).toBeGreaterThan(0);
            await expectSound(copy, receipts);
          }
        }
        expect(failures).toBeGreaterThan(places / 2);
      },
      FAULTS_MAX * 20_000,
    );
  });
}
