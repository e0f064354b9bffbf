import { getFramework } from "../../../db/queries/frameworks.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { Refusal } from "../../domain/refusal.ts";
import { defineHandler, demand, demandField } from "../commands/handler.ts";
import { hashText } from "../hash.ts";

/** The secretariat sets up a round on an imported framework. */
export const createRound = defineHandler({
  type: "round.created",
  decide: async (context, act) => {
    const roundId = demandField(act.head.round, "head.round");
    demand(context, "round.manage", { kind: "round", roundId, phase: "setup" });
    const known = await context.trx.selectFrom("round").select("id").where("id", "=", roundId).executeTakeFirst();
    if (known !== undefined) throw new Refusal("round.exists");
    const row = await context.trx
      .selectFrom("framework")
      .select("hash")
      .where("id", "=", act.value.framework)
      .where("version", "=", act.value.version)
      .executeTakeFirst();
    if (row === undefined) throw new Refusal("framework.absent", { framework: act.value.framework });
    return { facts: { round: roundId }, value: { ...act.value, frameworkHash: row.hash } };
  },
  project: async ({ trx, seq }, act) => {
    const { year, tier, framework, version, frameworkHash, calendar, simulated } = act.value;
    await trx
      .insertInto("round")
      .values({
        id: act.head.round as string,
        year,
        tier,
        framework_id: framework,
        framework_version: version,
        framework_hash: frameworkHash,
        phase: "setup",
        calendar: canonicalJson(calendar),
        is_simulated: simulated ? 1 : 0,
        seq,
      })
      .execute();
  },
});

/** The secretariat seats a panel, which makes items and batches: its entities × the framework's expert indicators. */
export const createPanel = defineHandler({
  type: "panel.created",
  decide: async (context, act) => {
    const roundId = demandField(act.head.round, "head.round");
    const panelId = demandField(act.head.panel, "head.panel");
    const round = await context.trx.selectFrom("round").selectAll().where("id", "=", roundId).executeTakeFirst();
    if (round === undefined) throw new Refusal("thing.absent");
    demand(context, "round.manage", { kind: "round", roundId, phase: "setup" });
    if (round.phase !== "setup") throw new Refusal("round.other-phase", { phase: round.phase });
    await checkMembers(
      context.trx,
      roundId,
      act.value.members.map((member) => member.actor),
    );
    const taken = await context.trx
      .selectFrom("round_entity")
      .select("entity_id")
      .where("round_id", "=", roundId)
      .where("entity_id", "in", act.value.entities)
      .executeTakeFirst();
    if (taken !== undefined) throw new Refusal("panel.entity-taken", { entity: taken.entity_id });
    return { facts: { round: roundId, panel: panelId } };
  },
  project: async ({ trx, seq }, act) => {
    const place = { roundId: act.head.round as string, panelId: act.head.panel as string, seq };
    const { number, entities, members, dueAt } = act.value;
    await trx.insertInto("panel").values({ id: place.panelId, round_id: place.roundId, number, seq }).execute();
    for (const { actor, duty, letter } of members) {
      await trx
        .insertInto("panel_member")
        .values({ panel_id: place.panelId, actor_id: actor, duty, letter, seq })
        .execute();
    }
    for (const entityId of entities) {
      await trx
        .insertInto("round_entity")
        .values({ round_id: place.roundId, entity_id: entityId, panel_id: place.panelId })
        .execute();
    }
    await insertItems(trx, place, { entities, dueAt });
  },
});

async function checkMembers(trx: Transaction, roundId: string, actorIds: readonly string[]): Promise<void> {
  const known = await trx
    .selectFrom("pseudonym")
    .select("actor_id")
    .where("round_id", "=", roundId)
    .where("actor_id", "in", actorIds)
    .execute();
  if (known.length !== new Set(actorIds).size) throw new Refusal("panel.unknown-member");
}

async function insertItems(
  trx: Transaction,
  place: { roundId: string; panelId: string; seq: number },
  { entities, dueAt }: { entities: readonly string[]; dueAt: string },
): Promise<void> {
  const { roundId, panelId, seq } = place;
  const round = await trx.selectFrom("round").selectAll().where("id", "=", roundId).executeTakeFirstOrThrow();
  const framework = await getFramework(trx, { id: round.framework_id, version: round.framework_version });
  const components = framework.components.filter((component) => component.source === "expert");
  for (const mainIndex of new Set(components.map((component) => component.mainIndex))) {
    await trx
      .insertInto("batch")
      .values({
        id: `${panelId}.m${mainIndex}`,
        round_id: roundId,
        panel_id: panelId,
        main_index: mainIndex,
        phase: "independent",
        due_at: dueAt,
        seq,
      })
      .execute();
  }
  for (const entityId of entities) {
    for (const component of components) {
      await trx
        .insertInto("item")
        .values({
          id: toItemId(roundId, entityId, component.code),
          round_id: roundId,
          entity_id: entityId,
          indicator: component.code,
          main_index: component.mainIndex,
          panel_id: panelId,
          batch_id: `${panelId}.m${component.mainIndex}`,
          state: "independent",
          rubric_hash: hashText(canonicalJson(component.rubric)),
          assigned: null,
          decision_version: 0,
          seq,
        })
        .execute();
    }
  }
}

/** An item's id says what it is: it is no secret, and permission never rests on it. */
export function toItemId(roundId: string, entityId: string, indicator: string): string {
  return `${roundId}.${entityId}.${indicator}`;
}
