import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { LogBehind, LogCorrupt } from "../../server/services/ledger/log-corrupt.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { makeRandom } from "../helpers/random.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { scaled } from "../scale.ts";
import { compileShim, copySite, expectSound, type FaultSite, makeFaultSite, runWorker } from "./faults/fault-site.ts";

const CUTS = scaled({ small: 12, full: 200 });
const FULL_DISKS = scaled({ small: 4, full: 60 });
const SEED = 20_261_122;

const WAL = "assay.db-wal";

/** A folder after a worker was ended in the middle of its work: its commits stand in the write-ahead log alone. */
async function makeUnfinished(site: FaultSite) {
  const copy = copySite(site);
  const { receipts } = await runWorker(copy, { commands: 12, isAbandoned: true });
  expect(existsSync(join(copy.dataDir, WAL))).toBe(true);
  return { copy, receipts };
}

/** Mounts a small file system; null where that is not allowed. */
function mountSmallDisk(bytes: number): string | null {
  const dir = makeTestDir();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", dir], { stdio: "pipe" });
  } catch (error) {
    process.stderr.write(
      `a full disk on a real file system: NOT RUN, mounting is not allowed here: ${String(error)}\n`,
    );
    return null;
  }
  onTestFinished(() => void execFileSync("umount", ["-l", dir]));
  return dir;
}

describe.runIf(DIALECTS.includes("sqlite"))("files that are not what was written", () => {
  test(
    `a write-ahead log that was cut or flipped in ${CUTS} places never loses an acknowledged entry in silence`,
    async () => {
      const { copy: unfinished, receipts } = await makeUnfinished(await makeFaultSite());
      const random = makeRandom(SEED);
      const bytes = readFileSync(join(unfinished.dataDir, WAL));
      let refused = 0;
      for (let cut = 0; cut < CUTS; cut += 1) {
        const copy = copySite(unfinished);
        const wal = join(copy.dataDir, WAL);
        const at = random.between(0, bytes.length - 1);
        if (random.chance(0.5)) truncateSync(wal, at);
        else writeFileSync(wal, Buffer.concat([bytes.subarray(0, at), flip(bytes, at), bytes.subarray(at + 1)]));
        refused += await expectSound(copy, receipts).then(
          () => 0,
          (error: unknown) => {
            if (error instanceof LogBehind || error instanceof LogCorrupt) return 1;
            throw error;
          },
        );
      }
      expect(refused).toBeGreaterThan(0);
    },
    CUTS * 20_000,
  );

  test("an old backup in the place of the database is refused at start", async () => {
    const site = await makeFaultSite();
    const old = join(makeTestDir(), "assay.db");
    copyFileSync(join(site.dataDir, "assay.db"), old);
    const { receipts, end } = await runWorker(site, { commands: 5 });
    expect([receipts.length, end]).toEqual([5, { done: true }]);
    for (const name of [WAL, "assay.db-shm"]) rmSync(join(site.dataDir, name), { force: true });
    copyFileSync(old, join(site.dataDir, "assay.db"));
    await expect(expectSound(site, receipts)).rejects.toThrow(LogBehind);
  });
});

const flip = (bytes: Buffer, at: number): Buffer => Buffer.from([bytes[at]! ^ (1 << (at % 8))]);

const shim = DIALECTS.includes("sqlite") ? compileShim() : null;

describe.runIf(DIALECTS.includes("sqlite"))("a disk that is full", () => {
  test("is refused, loses nothing that was called recorded, and is written to again when there is room", async () => {
    const site = await makeFaultSite();
    const disk = mountSmallDisk(4_000_000);
    if (disk === null) return;
    const small = copySite(site, disk);
    const ballast = join(disk, "ballast");
    writeFileSync(ballast, Buffer.alloc(1_000_000));
    const makeRoom = (): void => rmSync(ballast, { force: true });
    const run = await runWorker(small, { commands: 600, isStubborn: true, onRefused: makeRoom });
    expect(run.refusals.filter((text) => text !== "Refusal: storage.full")).toEqual([]);
    expect(run.refusals.length).toBeGreaterThan(0);
    expect(run.later).toBeGreaterThan(10);
    await expectSound(copySite(small), run.receipts);
  }, 120_000);

  if (shim !== null) {
    test(
      `${FULL_DISKS} times for some writes in a row: commands in between are refused, later ones recorded`,
      async () => {
        const site = await makeFaultSite();
        const random = makeRandom(SEED);
        let refused = 0;
        let later = 0;
        for (let disk = 0; disk < FULL_DISKS; disk += 1) {
          const copy = copySite(site);
          const [at, count] = [random.between(1, 400), random.between(1, 12)];
          const fault = { call: "write", at, count, mode: "before", error: "ENOSPC", isArmed: true } as const;
          const run = await runWorker(copy, { commands: 40, shim: { path: shim, fault }, isStubborn: true });
          refused += run.refusals.length;
          later += run.later;
          await expectSound(copy, run.receipts);
        }
        expect(refused).toBeGreaterThan(0);
        expect(later).toBeGreaterThan(0);
      },
      FULL_DISKS * 20_000,
    );
  }
});
