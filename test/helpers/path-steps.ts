import type { Services } from "../../server/services/services.ts";
import { findBatch, findItem, type ItemRow } from "../../db/queries/items.ts";
import { findScore, listBatchScores, toScoreValue } from "../../db/queries/scores.ts";
import { getComponent, itemFacts } from "../../server/services/commands/item-context.ts";
import { readStanding } from "../../server/services/scoring/finalise-item.ts";
import type { Cite } from "../../server/domain/event/head.ts";
import { NO_DETAIL, type ScoreDetail } from "../../server/domain/scoring/choice.ts";
import type { ScoreValue } from "../../server/domain/scoring/value.ts";
import { listMissingSeals } from "../../server/domain/process/missing-seals.ts";
import { type Person, ROUND, type TestRound } from "./make-round.ts";
import { hashSeenScores } from "../../server/domain/process/hash-seen-scores.ts";
import { sha256 } from "../../server/services/hash.ts";

export const points = (milliPoints: number): ScoreValue => ({ state: "number", milliPoints });

export async function getItem(services: Services, itemId: string): Promise<ItemRow> {
  const item = await findItem(services.database.reader, itemId);
  if (item === null) throw new RangeError(`no item ${itemId}`);
  return item;
}

/** Seals a score on what the rows say now; level, parts or ratio must fit the points. */
export async function seal(
  services: Services,
  expert: Person,
  given: { itemId: string; milliPoints: number; justification?: string } & Partial<ScoreDetail>,
) {
  const { itemId, milliPoints, justification, ...detail } = given;
  const item = await getItem(services, itemId);
  const standing = await findScore(services.database.reader, { itemId, actorId: expert.actorId });
  return expert.submit({
    type: "score.sealed",
    facts: {
      ...itemFacts(item),
      expects: standing?.version ?? 0,
      rubric: item.rubricHash,
      ...(item.evidenceSet === null ? {} : { evidenceSet: item.evidenceSet }),
      cites: [],
    },
    value: { value: points(milliPoints), ...NO_DETAIL, ...detail, confidence: 3 },
    text: { justification: justification ?? "Văn bản nêu rõ mục tiêu từng năm." },
  });
}

/** Proposes and confirms the opening of a batch. */
export async function open(
  services: Services,
  chair: Person,
  officer: Person,
  batchId: string,
  recused: readonly { actorId: string; entityId: string }[] = [],
) {
  const db = services.database.reader;
  const facts = { round: ROUND, panel: batchId.replace(/\.m\w+$/, ""), batch: batchId };
  const scores = await listBatchScores(db, batchId);
  const members = await db
    .selectFrom("panel_member")
    .select("actor_id")
    .where("panel_id", "=", facts.panel)
    .where("duty", "=", "expert")
    .execute();
  const items = await db.selectFrom("item").selectAll().where("batch_id", "=", batchId).execute();
  const missing = listMissingSeals({
    items: items.map(toAssigned),
    actorIds: members.map((member) => member.actor_id),
    recused,
    sealed: scores.map((score) => ({ actorId: score.actor_id, itemId: score.item_id, isConfirmed: true })),
  }).map((one) => ({ ...one }));
  const reason = missing.length > 0 ? "Một phiếu chưa niêm đến hạn, mở theo quy chế." : "";
  await chair.submit({ type: "batch.opening-proposed", facts, value: { missing }, text: { reason } });
  const batch = await findBatch(db, batchId);
  const seals = scores.map((score) => score.seq);
  return officer.submit({
    type: "batch.opened",
    facts,
    value: { proposal: batch?.proposal_seq as number, seals },
    text: {},
  });
}

const toAssigned = (item: { id: string; entity_id: string; assigned: string | null }) => ({
  itemId: item.id,
  entityId: item.entity_id,
  assignedActorIds: item.assigned === null ? null : (JSON.parse(item.assigned) as string[]),
});

/** Keeps the standing score of an opened item. */
export async function keep(services: Services, expert: Person, itemId: string, cites: Cite[] = []) {
  const item = await getItem(services, itemId);
  const score = await findScore(services.database.reader, { itemId, actorId: expert.actorId });
  const value = toScoreValue(score?.value_state ?? null, score?.milli_points ?? null) as ScoreValue;
  const cited = cites.length === 0 ? {} : { cites };
  const facts = { ...itemFacts(item), expects: score?.version ?? 0, ...cited };
  return expert.submit({ type: "score.kept", facts, value: { value }, text: { reason: "" } });
}

/** Changes an opened score with a reason. */
export async function change(
  services: Services,
  expert: Person,
  given: { itemId: string; milliPoints: number; expects?: number; reason?: string } & Partial<ScoreDetail>,
) {
  const { itemId, milliPoints, expects, reason, ...detail } = given;
  const item = await getItem(services, itemId);
  const key = { itemId, actorId: expert.actorId };
  const score = await findScore(services.database.reader, key);
  const old = toScoreValue(score?.value_state ?? null, score?.milli_points ?? null) as ScoreValue;
  return expert.submit({
    type: "score.changed",
    facts: { ...itemFacts(item), expects: expects ?? score?.version ?? 0, cites: [] },
    value: { old, new: points(milliPoints), ...NO_DETAIL, ...detail },
    text: { reason: reason ?? "Phụ lục II có chỉ tiêu theo từng năm, đã đối chiếu." },
  });
}

/** Finalises by the rule on what stands now. */
export async function finalise(services: Services, chair: Person, itemId: string, reason = "") {
  const db = services.database.reader;
  const item = await getItem(services, itemId);
  const standing = await readStanding(db, item, await getComponent({ trx: db }, item));
  const { conclusionHash } = await services.documents.readConclusion(`conclusion/${itemId}`);
  return chair.submit({
    type: "item.finalised",
    facts: { ...itemFacts(item), expects: item.decisionVersion },
    value: {
      value: standing.aggregate.value ?? { state: "blank" },
      rule: standing.rule,
      computed: standing.aggregate.value,
      scores: hashSeenScores(sha256, standing.scores),
      conclusion: conclusionHash,
    },
    text: { reason },
  });
}

/** Takes Huế's first batch to its opening: item 1.1 is final, 1.2 is opened. */
export async function openFirstBatch(services: Services, { panel1, officers, itemId }: TestRound): Promise<void> {
  const { chair, experts } = panel1;
  for (const expert of experts) {
    await seal(services, expert, { itemId: itemId("hue", "1.1"), milliPoints: 20_000, level: 2 });
    await seal(services, expert, { itemId: itemId("hue", "1.2"), milliPoints: 13_000, level: 3 });
  }
  await open(services, chair, officers[0], `${ROUND}.p1.m1`);
  for (const expert of experts) await keep(services, expert, itemId("hue", "1.1"));
  await finalise(services, chair, itemId("hue", "1.1"));
}

/** What Huế says of itself, as the support team takes it in. */
export async function importSelfScores(support: Person, scores: Readonly<Record<string, number>>): Promise<void> {
  const rows = Object.entries(scores).map(([indicator, milliPoints]) => ({ indicator, value: points(milliPoints) }));
  await support.submit({
    type: "values.imported",
    facts: { round: ROUND, entity: "hue" },
    value: { kind: "self-score", provider: "Huế", file: "0".repeat(64), rows },
    text: {},
  });
}
