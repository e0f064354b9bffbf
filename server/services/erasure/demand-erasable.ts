import { listErasableEntries, listOpenCases, listPseudonyms } from "../../../db/queries/erasures.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { EVENTS, isEventType } from "../../domain/event/catalogue.ts";
import { Refusal } from "../../domain/refusal.ts";

/** What an erasure names. */
export interface ErasureScope {
  readonly entries: readonly number[];
  readonly identities: readonly string[];
}

/**
 * The rules of the guide, asked when an erasure is proposed and again when it is confirmed.
 *
 * @throws Refusal `erasure.empty`, `erasure.not-ascending`, or with the first {seq} or {actor} that is against them:
 *   `erasure.no-such-entry`, `erasure.no-text`, `erasure.already-erased`, `erasure.no-such-identity`,
 *   `erasure.not-published`, `erasure.case-open`.
 */
export async function demandErasable(db: Transaction, { entries, identities }: ErasureScope): Promise<void> {
  if (entries.length + identities.length === 0) throw new Refusal("erasure.empty");
  if (!isAscending(entries) || !isAscending(identities)) throw new Refusal("erasure.not-ascending");
  const openCases = await listOpenCases(db);
  await demandEntries(db, entries, new Set(openCases.map((one) => one.itemId)));
  await demandIdentities(db, identities, new Set(openCases.map((one) => one.roundId)));
}

async function demandEntries(
  db: Transaction,
  entries: readonly number[],
  disputedItems: ReadonlySet<string>,
): Promise<void> {
  const found = new Map((await listErasableEntries(db, entries)).map((one) => [one.seq, one]));
  for (const seq of entries) {
    const entry = found.get(seq);
    if (entry === undefined) throw new Refusal("erasure.no-such-entry", { seq });
    // Asked first: of an entry that may still be hidden from the person, no answer tells its kind. What belongs to no
    // round waits for no publication.
    if (entry.roundId !== null && entry.roundPhase !== "published") throw new Refusal("erasure.not-published", { seq });
    if (!hasText(entry.type)) throw new Refusal("erasure.no-text", { seq });
    if (entry.isErased) throw new Refusal("erasure.already-erased", { seq });
    if (disputedItems.has(entry.itemId ?? "")) throw new Refusal("erasure.case-open", { seq });
  }
}

/** An account's own pseudonym is no seat's: it goes with the account, once no round needs it. */
async function demandIdentities(
  db: Transaction,
  identities: readonly string[],
  disputedRounds: ReadonlySet<string>,
): Promise<void> {
  const found = new Map((await listPseudonyms(db, identities)).map((one) => [one.actorId, one]));
  for (const actor of identities) {
    const pseudonym = found.get(actor);
    if (pseudonym === undefined) throw new Refusal("erasure.no-such-identity", { actor });
    if (pseudonym.roundPhase !== "published") throw new Refusal("erasure.not-published", { actor });
    if (disputedRounds.has(pseudonym.roundId)) throw new Refusal("erasure.case-open", { actor });
  }
}

/** Whether entries of the type have words that could be personal. */
export function hasText(type: string): boolean {
  return isEventType(type) && Object.keys(EVENTS[type].text.shape).length > 0;
}

/** Each once, in order: one way to say the same erasure. */
function isAscending<T extends number | string>(list: readonly T[]): boolean {
  return list.every((one, at) => at === 0 || (list[at - 1] as T) < one);
}
