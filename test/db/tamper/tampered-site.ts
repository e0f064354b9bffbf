import { findActor } from "../../../db/queries/actors.ts";
import { createEvidenceCheck } from "#domain/ledger/check-evidence.ts";
import { createIndexCheck } from "#domain/ledger/check-index.ts";
import { createSealsCheck } from "#domain/ledger/check-seals.ts";
import { type LogVerification, verifyLog } from "#domain/ledger/verify-log.ts";
import { createProjectionCheck } from "#domain/scoring/check-projection.ts";
import { nodeCrypto, sha256 } from "../../../server/services/hash.ts";
import { exportLog } from "../../../server/services/ledger/export-log.ts";
import type { Services } from "../../../server/services/services.ts";
import { addEvidence } from "../../helpers/add-evidence.ts";
import { makeRound, type TestRound } from "../../helpers/make-round.ts";
import type { Dialect } from "../../helpers/open-test-database.ts";
import { openTestServices } from "../../helpers/open-test-services.ts";
import { change, getItem, openFirstBatch } from "../../helpers/path-steps.ts";

/** A round with evidence, an opened batch, a change and a final score. */
export async function makeTamperedSite(dialect: Dialect): Promise<{ services: Services; round: TestRound }> {
  const services = await openTestServices(dialect);
  const round = await makeRound(services, {
    evidence: async ({ agencies }) => {
      const item = await getItem(services, "dti-test.hue.1.2");
      await addEvidence(services, agencies[0], [item]);
    },
  });
  await openFirstBatch(services, round);
  const itemId = round.itemId("hue", "1.2");
  await change(services, round.panel1.experts[0]!, { itemId, milliPoints: 14_000, level: 3 });
  return { services, round };
}

/** The log as the auditor may have it: all that is opened. */
export async function exportForAuditor(services: Services, { auditor }: TestRound): Promise<string[]> {
  const actor = await findActor(services.database.reader, auditor.accountId);
  const lines: string[] = [];
  const now = services.now().toISOString();
  await exportLog({ ...services, scope: "round", actor: actor!, now }, (line) => void lines.push(line));
  return lines;
}

/** What the command line says of an export, with the key known from elsewhere. */
export async function verifyLines(lines: readonly string[], verifierKey: string): Promise<LogVerification> {
  async function* give() {
    yield* lines;
  }
  const extraChecks = [
    createSealsCheck(),
    createProjectionCheck(),
    createIndexCheck(sha256),
    createEvidenceCheck(null),
  ];
  return verifyLog(nodeCrypto, give(), { verifierKey, extraChecks });
}
