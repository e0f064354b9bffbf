import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../db/dialects/open-database.ts";
import type { Transaction } from "../../db/dialects/write-queue.ts";
import type { CheckResult } from "../services/ledger/check-database.ts";
import { describeDifference, NotReplayable, rebuildDatabase } from "../services/rebuild/rebuild-database.ts";
import type { Vault } from "../services/vault.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { showProgress } from "./show-progress.ts";

/**
 * Rebuilds every projection and prints what it is of; differences are the problems.
 *
 * @param options.into - where the rebuilt database stays; null for a file that goes when it was compared.
 * @throws InputError when there is something in that place.
 */
export async function checkRebuild(
  options: { source: Transaction; vault: Vault; into: string | null },
  output: CommandOutput,
): Promise<CheckResult> {
  const { source, vault, into } = options;
  const folder = into === null ? mkdtempSync(join(tmpdir(), "assay-rebuild-")) : null;
  try {
    const target = await openTarget(into ?? join(folder ?? "", "rebuilt.db"));
    try {
      const progress = showProgress(output, "assay doctor");
      const onProgress = (done: number, size: number): void => progress("entries", done, size);
      const { size, root, stored, differences } = await rebuildDatabase({ source, target, vault, onProgress });
      output.stdout.write(`rebuilt      ${size} entries, root ${root}\n`);
      const isSame = stored.size === size && stored.root === root;
      const other = `the stored tables are of ${stored.size} entries and the root ${stored.root ?? "of no whole tree"}`;
      return { name: "rebuild", problems: [...(isSame ? [] : [other]), ...differences.map(describeDifference)] };
    } finally {
      await target.close();
    }
  } catch (error) {
    if (!(error instanceof NotReplayable)) throw error;
    return { name: "rebuild", problems: [error.message] };
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true });
  }
}

async function openTarget(location: string) {
  if (existsSync(location)) throw new InputError([`--into ${location}: there is a file already`]);
  const database = await openDatabase(location).catch((error: unknown) => {
    throw new InputError([`--into: ${error instanceof Error ? error.message : String(error)}`]);
  });
  const row = await database.reader.selectFrom("ledger_entry").select("seq").limit(1).executeTakeFirst();
  if (row === undefined) return database;
  await database.close();
  throw new InputError(["--into names a database that has a log already"]);
}
