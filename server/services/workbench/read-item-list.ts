import { listStandingDecisions } from "../../../db/queries/decisions.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { listEntityScores } from "../../../db/queries/item-scores.ts";
import { type ItemRow, listPanelItems } from "../../../db/queries/items.ts";
import { type ScoreRow, toScoreValue } from "../../../db/queries/scores.ts";
import type { Framework } from "../../domain/framework/framework.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { isScorer, seatFor } from "../../domain/policy/seat-of.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import type { PageServices } from "../page-services.ts";
import { readStanding } from "../scoring/finalise-item.ts";
import { type DraftView, readDraft } from "./read-own-score.ts";
import type { ItemListView, ListedItem } from "./workbench-view.ts";

interface Asked {
  readonly services: PageServices;
  readonly actor: Actor;
  /** The person's pseudonym on this panel; null for those without a seat. */
  readonly actorId: string | null;
  readonly framework: Framework;
  readonly item: ItemRow;
  /** Of this item, as the page has read it; null where none is written. */
  readonly draft: DraftView | null;
  readonly now: string;
}

/** The panel's items of the same entity with the person's own numbers; final ones with the final score. */
export async function readItemList(asked: Asked): Promise<ItemListView> {
  const { services, actor, framework, item, now } = asked;
  const db = services.database.reader;
  const all = await listPanelItems(db, item.panelId);
  const mine = all
    .filter((one) => one.entityId === item.entityId)
    .filter((one) => can(actor, "item.read", { kind: "item", item: one }, now) === "yes")
    .filter((one) => !isOthersBallot(actor, one))
    .sort((a, b) => a.indicator.localeCompare(b.indicator, "en", { numeric: true }));
  const key = { roundId: item.roundId, entityId: item.entityId };
  const scores = await listEntityScores(db, key);
  const decisions = new Map((await listStandingDecisions(db, key)).map((row) => [row.item_id, row]));
  const listed = new Map<string, ListedItem>();
  let sealed = 0;
  for (const one of mine) {
    const decision = decisions.get(one.itemId);
    const final = decision === undefined ? null : toScoreValue(decision.value_state, decision.milli_points);
    const own = scores.find((row) => row.item_id === one.itemId && row.actor_id === asked.actorId) ?? null;
    if (own !== null) sealed += 1;
    listed.set(one.itemId, await toListed(asked, one, { final, own }));
  }
  const rows = [...listed.values()];
  const codes = [...new Set(mine.map((one) => one.mainIndex))];
  return {
    groups: codes.map((code) => ({
      code,
      name: framework.mainIndices.find((one) => one.code === code)?.name ?? { vi: code, en: code },
      items: mine.filter((one) => one.mainIndex === code).map((one) => listed.get(one.itemId) as ListedItem),
    })),
    sealed,
    final: rows.filter((row) => row.glyph === "final" || row.glyph === "dispute").length,
    total: rows.length,
    ...(await findNeighbours(asked, all)),
  };
}

/** Blind items that others of the panel score: there is nothing to do on them before they are opened. */
function isOthersBallot(actor: Actor, item: ItemRow): boolean {
  const seat = seatFor(actor, item);
  return item.state === "independent" && seat?.duty === "expert" && !isScorer(seat, item);
}

async function toListed(
  { services, actor, actorId, framework, now, ...here }: Asked,
  item: ItemRow,
  given: { final: ScoreValue | null; own: ScoreRow | null },
): Promise<ListedItem> {
  const component = framework.components.find((one) => one.code === item.indicator);
  if (component === undefined) throw new RangeError(`item list: the framework has no ${item.indicator}`);
  const base = { id: item.itemId, code: item.indicator, shortName: component.shortName };
  const asks = (action: "decision.read" | "conclusion.read"): boolean =>
    can(actor, action, { kind: "item", item }, now) === "yes";
  if (item.state === "final" || item.state === "under-review" || item.state === "published") {
    const isDisputed = item.state === "under-review";
    const value = asks("decision.read") ? given.final : null;
    const numberState = value === null ? null : isDisputed ? "disputed" : "final";
    return { ...base, glyph: isDisputed ? "dispute" : "final", value, numberState };
  }
  if (item.state === "opened") {
    if (!asks("conclusion.read")) return { ...base, glyph: "open", value: null, numberState: null };
    const { conditions, aggregate } = await readStanding(services.database.reader, item, component);
    const own = given.own === null ? null : toScoreValue(given.own.value_state, given.own.milli_points);
    const value = actorId === null || own === null ? aggregate.value : own;
    const numberState = value === null ? null : "open";
    return { ...base, glyph: conditions.length === 0 ? "ready" : "open", value, numberState };
  }
  if (given.own !== null) return { ...base, glyph: "sealed", value: null, numberState: "sealed" };
  const known = item.itemId === here.item.itemId ? here.draft : null;
  const read = known ?? (actorId === null ? null : await readDraft(services, { itemId: item.itemId, actorId }));
  const draft = read?.ballot ?? null;
  if (draft === null || draft.value.state === "blank") {
    return { ...base, glyph: draft === null ? "todo" : "draft", value: null, numberState: null };
  }
  return { ...base, glyph: "draft", value: draft.value, numberState: "draft" };
}

/** The same indicator of the entities before and after this one that are open to the person, by Vietnamese name. */
async function findNeighbours({ services, actor, item, now }: Asked, all: readonly ItemRow[]) {
  const names = await listEntityNames(services.database.reader);
  const nameOf = (one: ItemRow): string => names.get(one.entityId)?.vi ?? one.entityId;
  const same = all
    .filter((one) => one.indicator === item.indicator)
    .filter((one) => can(actor, "item.read", { kind: "item", item: one }, now) === "yes")
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b), "vi"));
  const at = same.findIndex((one) => one.itemId === item.itemId);
  return {
    previousEntityItemId: same[at - 1]?.itemId ?? null,
    nextEntityItemId: same[at + 1]?.itemId ?? null,
    entityPosition: at + 1,
    entityTotal: same.length,
  };
}
