import { findAccountId, findActor } from "../../../db/queries/actors.ts";
import {
  deleteAccount,
  deletePseudonym,
  type ErasureRow,
  eraseTexts,
  findErasure,
  isAccountNeeded,
  listPseudonyms,
} from "../../../db/queries/erasures.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { ErasureGround } from "../../domain/event/erasure-events.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { hasRole } from "../../domain/policy/actor.ts";
import { type ErasureFacts, NO_ERASURE } from "../../domain/policy/thing.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, defineHandler, demand, type ProjectContext } from "../commands/handler.ts";
import { readActs } from "../process/open-batch.ts";
import { demandErasable, type ErasureScope } from "./demand-erasable.ts";
import { eraseProjections } from "./erase-projections.ts";

/** Somebody of the secretariat or for data protection proposes what is to be erased, and by which ground in law. */
export const proposeErasure = defineHandler({
  type: "erasure.proposed",
  decide: async (context, act) => {
    demand(context, "erasure.propose", { kind: "erasure", erasure: NO_ERASURE });
    await demandErasable(context.trx, act.value);
    return { facts: {} };
  },
  project: async ({ trx, seq, at }, act) => {
    await trx
      .insertInto("erasure")
      .values({
        seq,
        at,
        proposed_by: act.head.actor,
        ground: act.value.ground,
        reason: act.text.reason,
        entries: canonicalJson(act.value.entries),
        identities: canonicalJson(act.value.identities),
        confirmed_seq: null,
        confirmed_by: null,
        confirmed_at: null,
      })
      .execute();
  },
});

/**
 * Another person, of the other of the two offices, confirms exactly what was proposed, and it is done at once: texts
 * leave the parts of their entries and every table that shows them; identities lead to nobody.
 */
export const confirmErasure = defineHandler({
  type: "erasure.confirmed",
  decide: async (context, act) => {
    const row = await demandProposal(context, act.value.proposal);
    const scope = toScope(row);
    await demandErasable(context.trx, scope);
    const ground = row.ground as ErasureGround;
    return {
      facts: {},
      value: { proposal: row.seq, entries: [...scope.entries], identities: [...scope.identities], ground },
    };
  },
  project: async (context, act) => {
    const { trx, seq, at } = context;
    const { proposal, entries, identities } = act.value;
    await eraseEntries(context, entries);
    for (const pseudonym of await listPseudonyms(trx, identities)) await eraseIdentity(trx, pseudonym);
    await trx
      .updateTable("erasure")
      .set({ confirmed_seq: seq, confirmed_by: act.head.actor, confirmed_at: at })
      .where("seq", "=", proposal)
      .execute();
  },
});

async function demandProposal(context: DecideContext, proposal: number): Promise<ErasureRow> {
  demand(context, "erasure.read", { kind: "erasure", erasure: NO_ERASURE });
  const row = await findErasure(context.trx, proposal);
  if (row === null) throw new Refusal("thing.absent");
  if (row.confirmed_seq !== null) throw new Refusal("erasure.already-confirmed");
  const erasure = await toErasureFacts(context.trx, row);
  if (erasure.proposedByAccountId === context.actor.accountId) {
    throw new Refusal("two-persons.same-person", { attempted: "erasure.confirmed" });
  }
  demand(context, "erasure.confirm", { kind: "erasure", erasure });
  return row;
}

/** What the rules ask of a proposal. */
export async function toErasureFacts(db: Transaction, row: ErasureRow): Promise<ErasureFacts> {
  const proposedByAccountId = await findAccountId(db, row.proposed_by);
  const proposer = proposedByAccountId === null ? null : await findActor(db, proposedByAccountId);
  return {
    proposedByAccountId,
    isProposerSecretariat: proposer !== null && hasRole(proposer, "secretariat"),
    isProposerDpo: proposer !== null && hasRole(proposer, "dpo"),
    isConfirmed: row.confirmed_seq !== null,
  };
}

/** What a proposal names. */
export function toScope(row: Pick<ErasureRow, "entries" | "identities">): ErasureScope {
  return { entries: JSON.parse(row.entries) as number[], identities: JSON.parse(row.identities) as string[] };
}

async function eraseEntries(context: ProjectContext, entries: readonly number[]): Promise<void> {
  await eraseTexts(context.trx, { seqs: entries, erasureSeq: context.seq });
  const acts = await readActs(context, entries);
  for (const [position, act] of acts.entries()) {
    await eraseProjections({ trx: context.trx, seq: entries[position] as number, act });
  }
}

/** An account that holds no role and no other seat was there for this one alone: it goes with its name. */
async function eraseIdentity(
  trx: Transaction,
  pseudonym: { actorId: string; accountId: string; roundId: string },
): Promise<void> {
  await deletePseudonym(trx, pseudonym);
  if (!(await isAccountNeeded(trx, pseudonym.accountId))) await deleteAccount(trx, pseudonym.accountId);
}
