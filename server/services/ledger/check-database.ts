import { type CheckResult, runChecks } from "../../../db/checks/run-checks.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Database } from "../../../db/dialects/database.ts";
import type { ContentStore } from "../evidence/content-store.ts";
import { hashText, sha256 } from "../hash.ts";
import { computeRoundIndex, findIndexResult } from "../index/recompute-index.ts";
import type { Vault } from "../vault.ts";
import { openParts } from "./parts-box.ts";

export type { CheckResult } from "../../../db/checks/run-checks.ts";

/**
 * Checks every invariant of a database, sealed parts included; only reads.
 *
 * @param content - where the files of evidence are; they are left out without it.
 */
export async function checkDatabase(
  { reader }: Pick<Database, "reader">,
  vault: Vault,
  content: ContentStore | null = null,
): Promise<CheckResult[]> {
  return [
    ...(await runChecks({ db: reader, sha256, openParts: (row) => openParts(vault, row) })),
    { name: "index", problems: await checkIndex(reader) },
    { name: "evidence", problems: await checkEvidence(reader, content) },
  ];
}

/** The newest recorded index of each round is what its rows give. */
async function checkIndex(db: Transaction): Promise<string[]> {
  const problems: string[] = [];
  for (const { id } of await db.selectFrom("round").select("id").orderBy("id").execute()) {
    const recorded = await findIndexResult(db, id);
    if (recorded === null) continue;
    const { resultHash } = await computeRoundIndex(db, id);
    if (resultHash !== recorded.resultHash || resultHash !== recorded.result.resultHash) {
      problems.push(`the index of ${id}, entry ${recorded.seq}, is not what its values give: ${resultHash}`);
    }
  }
  return problems;
}

/** Files of evidence are what their address says, and texts what the entries say that was read from them. */
async function checkEvidence(db: Transaction, content: ContentStore | null): Promise<string[]> {
  const problems: string[] = [];
  const files = await db
    .selectFrom("evidence")
    .leftJoin("extraction", "extraction.sha256", "evidence.sha256")
    .select(["evidence.sha256", "evidence.extraction_hash", "extraction.document"])
    .distinct()
    .orderBy("evidence.sha256")
    .execute();
  for (const { sha256: address, extraction_hash, document } of files) {
    const state = (await content?.verify(address)) ?? "sound";
    if (state !== "sound") problems.push(`the file of evidence ${address} is ${state}`);
    if (document === null) problems.push(`the text of evidence ${address} is missing`);
    else if (hashText(document) !== extraction_hash) problems.push(`the text of evidence ${address} was changed`);
  }
  return problems;
}
