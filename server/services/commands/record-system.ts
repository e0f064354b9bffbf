import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { buildParts } from "../../domain/event/act.ts";
import { currentVersion, type EventType, type TextPart, type ValuePart } from "../../domain/event/catalogue.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import { type AppendedEntry, type Ledger, makeSalts } from "../ledger/ledger.ts";
import { makeUlid } from "../random-bytes.ts";

/**
 * Appends an entry whose actor is the system: what no person can know or say. Inside a task of the ledger.
 *
 * @param event.command - ULID, where the value is bound to it; made when left out.
 */
export async function recordSystem<T extends EventType>(
  { ledger, trx, now }: { ledger: Ledger; trx: Transaction; now: Date },
  event: { type: T; facts: HeadFacts; value: ValuePart<T>; text: TextPart<T>; command?: string },
): Promise<AppendedEntry> {
  const command = event.command ?? makeUlid(now.getTime(), ledger.randomBytes);
  const parts = buildParts({ ...event, actor: "system", command });
  const head = { ...event.facts, type: event.type, v: currentVersion(event.type), actor: "system", command };
  return ledger.append(trx, { head, parts, salts: makeSalts(ledger.randomBytes) });
}
