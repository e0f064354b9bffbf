import { checkReceipt, type Receipt } from "#domain/ledger/receipt.ts";
import { CheckTally } from "#domain/ledger/check-tally.ts";
import { createEvidenceCheck } from "#domain/ledger/check-evidence.ts";
import { createIndexCheck } from "#domain/ledger/check-index.ts";
import { createSealsCheck } from "#domain/ledger/check-seals.ts";
import { parseDossier } from "#domain/ledger/dossier.ts";
import type { LedgerCrypto } from "#domain/ledger/signed-note.ts";
import { verifyDossier } from "#domain/ledger/verify-dossier.ts";
import { type LogVerification, toVerdict, verifyLog } from "#domain/ledger/verify-log.ts";
import type { WitnessPolicy } from "#domain/ledger/witness-policy.ts";
import { createProjectionCheck } from "#domain/scoring/check-projection.ts";
import type { ReceiptFile } from "../live/receipt-archive.ts";
import { readLines } from "./read-lines.ts";

/** What the reader brings along, from a source of their own. */
export interface Trust {
  readonly verifierKey: string | null;
  readonly policy: WitnessPolicy | null;
}

export type Finding = Omit<LogVerification, "scope"> & { readonly scope: LogVerification["scope"] | "receipts" };

/**
 * Verifies whichever of the three files it is: an export, a dossier, or receipts.
 *
 * @throws RangeError when it is none of them, or a key is malformed; TypeError when it is not UTF-8.
 */
export async function verifyFile(
  crypto: LedgerCrypto,
  file: Blob,
  options: { trust: Trust; onRead: (bytes: number) => void },
): Promise<Finding> {
  const { trust, onRead } = options;
  const trusted = {
    ...(trust.verifierKey === null ? {} : { verifierKey: trust.verifierKey }),
    ...(trust.policy === null ? {} : { policy: trust.policy }),
  };
  const start = await file.slice(0, 64).text();
  if (/^\s*\{\s*"kind"\s*:\s*"assay-dossier"/.test(start)) {
    return verifyDossier(crypto, parseDossier(await file.text()), trusted);
  }
  if (/^\s*\{\s*"kind"\s*:\s*"assay-receipts"/.test(start)) {
    return verifyReceipts(crypto, JSON.parse(await file.text()) as ReceiptFile, trust);
  }
  return verifyLog(crypto, readLines(file, onRead), {
    ...trusted,
    extraChecks: [
      createSealsCheck(),
      createProjectionCheck(),
      createIndexCheck(crypto.sha256),
      createEvidenceCheck(null),
    ],
  });
}

function verifyReceipts(crypto: LedgerCrypto, { log, receipts }: ReceiptFile, { verifierKey }: Trust): Finding {
  // Receipts name no key: whoever kept them may have kept them for another log.
  if (verifierKey === null) throw new RangeError("receipts: the key of the log is needed");
  const tally = new CheckTally("receipts");
  for (const receipt of receipts) {
    const fault = findFault(crypto, receipt, { log, verifierKey });
    if (fault === null) tally.pass();
    else tally.fail(null, `${fault}: ${receipt.entry}`);
  }
  const checks = [tally.toCheck()];
  const found = { checkpoint: null, witnessed: null, witnessPolicy: null };
  const entryCount = receipts.length;
  return { checks, verdict: toVerdict(checks), log, key: verifierKey, scope: "receipts", entryCount, ...found };
}

function findFault(
  crypto: LedgerCrypto,
  receipt: Receipt & Pick<ReceiptFile["receipts"][number], "parts" | "salts">,
  log: { log: string; verifierKey: string },
): string | null {
  const { command, actor } = JSON.parse(receipt.parts.head) as { command: string; actor: string };
  const { parts, salts } = receipt;
  const check = checkReceipt(crypto, receipt, { parts, salts, command, actor, ...log });
  return check.ok ? null : check.reason;
}
