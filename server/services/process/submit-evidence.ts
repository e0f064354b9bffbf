import { findEvidence, listEvidence } from "../../../db/queries/annotations.ts";
import { findSentFile, type StoredFileRow } from "../../../db/queries/evidence.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { type RoundRow, toCalendar } from "../../../db/queries/rounds.ts";
import type { Act } from "../../domain/event/act.ts";
import type { EvidenceFormat } from "../../domain/evidence/format.ts";
import type { DocumentSignature } from "../../domain/evidence/signature.ts";
import { splitSignatures } from "../../domain/evidence/split-signatures.ts";
import { groupVersions } from "../../domain/evidence/versions.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, defineHandler } from "../commands/handler.ts";
import { demandItem, itemFacts } from "../commands/item-context.ts";
import { demandInTime } from "./round-standing.ts";

/** An agency submits a document for an item of its own; the file and its text were stored and hashed before. */
export const addEvidence = defineHandler({
  type: "evidence.added",
  decide: async (context, act) => {
    const item = await demandOpenItem(context, act.head.item);
    if ((await findEvidence(context.trx, act.value.evidence)) !== null) throw new Refusal("evidence.exists");
    const { sha256 } = act.value;
    // Whether somebody else has sent such a file is nobody's business.
    const stored = await findSentFile(context.trx, { sha256, entityId: item.entityId });
    if (stored === null) throw new Refusal("evidence.not-stored", { sha256 });
    demandDescription(act, context.now);
    await demandNewFile(context, item, act);
    const { signatures, signers } = toSignatures(stored);
    return {
      facts: itemFacts(item),
      value: {
        ...act.value,
        position: (await listEvidence(context.trx, item.itemId)).length + 1,
        extraction: stored.extraction_hash,
        format: stored.format as EvidenceFormat,
        byteCount: stored.byte_count,
        pageCount: stored.page_count ?? act.value.pageCount,
        supplement: toSupplement(item),
        signatures,
      },
      text: { ...act.text, signers },
    };
  },
  project: async ({ trx, seq, at }, act) => {
    const { evidence, position, sha256, issuedOn, pageCount, extraction, signatures } = act.value;
    const { format, byteCount, replaces, supplement } = act.value;
    const { number, name, abstract, fileName, signers } = act.text;
    await trx
      .insertInto("evidence")
      .values({
        id: evidence,
        item_id: act.head.item as string,
        position,
        sha256,
        number,
        name,
        issued_on: issuedOn,
        abstract,
        page_count: pageCount,
        extraction_hash: extraction,
        seq,
        format,
        byte_count: byteCount,
        file_name: fileName,
        replaces,
        supplement,
        signatures: signatures === null ? null : canonicalJson(signatures.map((one) => ({ ...one }))),
        signers,
        at,
        is_frozen: 0,
      })
      .execute();
  },
});

/** An agency says in words what a document would show: where there is none, or beside those that there are. */
export const explainEvidence = defineHandler({
  type: "evidence.explained",
  decide: async (context, act) => {
    const item = await demandOpenItem(context, act.head.item);
    const { explanation } = act.value;
    const standing = context.trx.selectFrom("explanation").select("id").where("id", "=", explanation);
    if ((await standing.executeTakeFirst()) !== undefined) throw new Refusal("evidence.exists");
    return { facts: itemFacts(item), value: { explanation, supplement: toSupplement(item) } };
  },
  project: async ({ trx, seq, at }, act) => {
    const { explanation, supplement } = act.value;
    const row = { id: explanation, item_id: act.head.item as string, reason: act.text.reason, supplement, seq, at };
    await trx.insertInto("explanation").values(row).execute();
  },
});

/** @throws Refusal `round.other-phase` to the item's own agency when nothing can be handed in now. */
async function demandOpenItem(context: DecideContext, itemId: string | undefined): Promise<ItemRow> {
  const item = await demandItem(context, itemId, "evidence.read");
  if (can(context.actor, "evidence.add", { kind: "item", item }, context.now) === "yes") {
    // A request for more has a date of its own, which the permission holds to.
    if (item.roundPhase === "submission")
      await demandInTime(context, { roundId: item.roundId, dueAt: toSubmissionDue });
    return item;
  }
  if (context.actor.entityId === item.entityId) throw new Refusal("round.other-phase", { phase: item.roundPhase });
  throw new Refusal("action.forbidden", { action: "evidence.add" });
}

const toSubmissionDue = (round: RoundRow) => toCalendar(round).submission;

/** In the submission itself there is no request; after it the open one is what allows to hand in anything. */
const toSupplement = (item: ItemRow): string | null => (item.roundPhase === "submission" ? null : item.supplementId);

function demandDescription({ value, text }: Act<"evidence.added">, now: string): void {
  const empty = (["number", "name", "abstract"] as const).find((field) => text[field].trim() === "");
  if (empty !== undefined) throw new Refusal("evidence.field-missing", { field: empty });
  // Today in the easternmost place of the world: a document of this day is not of the future.
  const today = new Date(Date.parse(now) + 14 * 3_600_000).toISOString().slice(0, 10);
  if (value.issuedOn > today) throw new Refusal("evidence.issued-in-the-future", { field: "issuedOn" });
}

/** A new version replaces a document that stands; the same file twice on one item is a slip. */
async function demandNewFile({ trx }: DecideContext, item: ItemRow, { value }: Act<"evidence.added">): Promise<void> {
  const standing = groupVersions(await listEvidence(trx, item.itemId)).map(({ newest }) => newest);
  if (standing.some((one) => one.sha256 === value.sha256)) throw new Refusal("evidence.same-file");
  if (value.replaces === null || standing.some((one) => one.id === value.replaces)) return;
  throw new Refusal("evidence.version-conflict");
}

function toSignatures({ signatures }: StoredFileRow) {
  if (signatures === null) return { signatures: null, signers: "" };
  return splitSignatures(JSON.parse(signatures) as DocumentSignature[]);
}
