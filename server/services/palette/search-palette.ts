import { findActor } from "../../../db/queries/actors.ts";
import { type AnnotationRow, listAnnotationsBy } from "../../../db/queries/annotations.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { type ItemRow, listRoundItems } from "../../../db/queries/items.ts";
import { foldMarks } from "../../domain/framework/fold-marks.ts";
import type { FrameworkComponent } from "../../domain/framework/framework.ts";
import { rankBest } from "../../domain/framework/rank-match.ts";
import { can } from "../../domain/policy/can.ts";
import { listActorIds } from "../../domain/policy/actor.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { PageServices } from "../page-services.ts";
import { findCurrentRound } from "../shell/find-round.ts";
import { disclose } from "../workbench/list-notes.ts";
import type { PaletteHit, PaletteView } from "./palette-view.ts";

/** Of one kind no more than this. */
const HITS_MAX = 8;
/** Own notes that are looked through, the newest; each private one is decrypted for it. */
const NOTES_MAX = 200;
const QUERY_LENGTH_MAX = 80;

interface Found {
  readonly item: ItemRow;
  readonly component: FrameworkComponent;
  readonly entityName: LocalText;
}

/**
 * Items, entities and indicators that the person may open in the current round, and their own notes, by words that all
 * stand in them. Marks are folded.
 *
 * @returns the few of each kind that fit best, in the order of the round where they fit alike; nothing for an empty
 *   search.
 */
export async function searchPalette(
  services: PageServices,
  account: { id: string },
  { query }: { query: string },
): Promise<PaletteView> {
  const words = foldMarks(query.slice(0, QUERY_LENGTH_MAX)).split(/\s+/).filter(Boolean);
  const db = services.database.reader;
  const actor = await findActor(db, account.id);
  const round = await findCurrentRound(services);
  if (words.length === 0 || actor === null || round === null) return { hits: [] };
  const now = services.now().toISOString();
  const names = await listEntityNames(db);
  const { framework } = await getRoundFramework(db, round.id);
  const components = new Map(framework.components.map((component) => [component.code, component]));
  const readable: Found[] = [];
  for (const item of await listRoundItems(db, round.id)) {
    const component = components.get(item.indicator);
    if (component === undefined || can(actor, "item.read", { kind: "item", item }, now) !== "yes") continue;
    const entityName = names.get(item.entityId) ?? { vi: item.entityId, en: item.entityId };
    readable.push({ item, component, entityName });
  }
  const fits = (...texts: string[]): boolean => {
    const text = foldMarks(texts.join(" "));
    return words.every((word) => text.includes(word));
  };
  const entities = [...Map.groupBy(readable, ({ item }) => item.entityId).values()].flatMap(([first]) => first ?? []);
  const indicators = [...Map.groupBy(readable, ({ item }) => item.indicator).values()].flatMap(
    ([first]) => first ?? [],
  );
  const listTexts = ({ component, entityName }: Found): string[] => [
    component.code,
    ...[component.name, component.shortName, entityName].flatMap((text) => [text.vi, text.en]),
  ];
  const pickBest = (all: readonly Found[], toTexts: (found: Found) => string[]): Found[] =>
    all
      .map((found) => ({ found, texts: toTexts(found) }))
      .filter(({ texts }) => fits(...texts))
      .map(({ found, texts }) => ({ found, rank: rankBest(query, [...texts, texts.join(" ")]) ?? Infinity }))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, HITS_MAX)
      .map(({ found }) => found);
  return {
    hits: [
      ...pickBest(entities, ({ entityName }) => [entityName.vi, entityName.en]).map(toHit("entity")),
      ...pickBest(indicators, ({ component: { code, name, shortName } }) => [
        code,
        ...[name, shortName].flatMap((text) => [text.vi, text.en]),
      ]).map(toHit("indicator")),
      ...pickBest(readable, listTexts).map(toHit("item")),
      ...(await findNotes(services, { actorIds: listActorIds(actor), readable, fits })),
    ],
  };
}

const toHit =
  (kind: PaletteHit["kind"], text: string | null = null) =>
  ({ item, component, entityName }: Found): PaletteHit => ({
    kind,
    itemId: item.itemId,
    code: kind === "entity" ? null : component.code,
    name: kind === "entity" ? null : component.shortName,
    entityName,
    text,
  });

/** The person's own notes; those of others are never opened here. */
async function findNotes(
  services: PageServices,
  {
    actorIds,
    readable,
    fits,
  }: { actorIds: readonly string[]; readable: readonly Found[]; fits: (text: string) => boolean },
): Promise<PaletteHit[]> {
  const byItem = new Map(readable.map((found) => [found.item.itemId, found]));
  const hits: PaletteHit[] = [];
  const rows: AnnotationRow[] = await listAnnotationsBy(services.database.reader, { actorIds, limit: NOTES_MAX });
  for (const row of rows.filter((one) => byItem.has(one.item_id))) {
    const { body } = await disclose(services, row);
    if (fits(body)) hits.push(toHit("note", body)(byItem.get(row.item_id) as Found));
    if (hits.length === HITS_MAX) break;
  }
  return hits;
}
