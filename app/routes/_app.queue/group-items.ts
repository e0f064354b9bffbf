import { compareVietnamese, matchesFolded } from "#app/i18n/vietnamese-text.ts";
import type { Grouping, QueueQuery } from "#domain/queue/queue-query.ts";
import type { MemberQueue } from "../../../server/services/queue/read-queue.ts";
import type { QueueItem } from "../../../server/services/queue/read-queue-items.ts";

export type QueueGroupKey =
  | { readonly kind: "due"; readonly at: string }
  | {
      readonly kind: "open" | "answered" | "ready" | "sealed" | "waiting" | "final" | "recused" | "undeclared";
    }
  | { readonly kind: "item"; readonly by: "entity" | "indicator"; readonly first: QueueItem };

export interface QueueGroup {
  readonly id: string;
  readonly key: QueueGroupKey;
  readonly items: readonly QueueItem[];
}

/** Marks are folded: `hue` finds Huế. Looks at agency, code, indicator and evidence. */
export function filterItems(items: readonly QueueItem[], query: QueueQuery): QueueItem[] {
  return items.filter((item) => {
    if (query.state !== null && item.state !== query.state) return false;
    if (query.withoutMainIndices.has(item.mainIndex) || query.withoutEntities.has(item.entityId)) return false;
    if (query.pagesMin !== null && countPages(item) < query.pagesMin) return false;
    if (query.gapMin !== null && (findGap(item) ?? 0) < query.gapMin) return false;
    const { entityName, indicator, name, evidence } = item;
    const words = [entityName.vi, entityName.en, indicator, name.vi, name.en, ...evidence.map((one) => one.name)];
    return matchesFolded(words.join(" "), query.text);
  });
}

/** Pages of all documents of an item; 0 without any. */
export function countPages({ evidence }: Pick<QueueItem, "evidence">): number {
  return evidence.reduce((sum, one) => sum + one.pageCount, 0);
}

/** How far the self-score is from the own score, milli-points; null unless both are numbers that the person sees. */
function findGap({ selfScore, own, draft }: QueueItem): number | null {
  const mine = own ?? draft;
  if (selfScore?.state !== "number" || mine?.state !== "number") return null;
  return Math.abs(selfScore.milliPoints - mine.milliPoints);
}
/** In the order of work: what is due, what waits for others, what is done; or by agency or indicator. */
export function groupItems(
  items: readonly QueueItem[],
  grouping: Grouping,
  declaration: MemberQueue["declaration"],
): QueueGroup[] {
  const toGroup = grouping === "deadline" ? (item: QueueItem) => byState(item, declaration) : byName(grouping);
  const groups = new Map<string, { order: string; group: QueueGroup }>();
  const sorted = [...items].sort(
    (a, b) => compareVietnamese(a.entityName.vi, b.entityName.vi) || compareVietnamese(a.indicator, b.indicator),
  );
  for (const item of sorted) {
    const { id, order, key } = toGroup(item);
    const before = groups.get(id)?.group.items ?? [];
    groups.set(id, { order, group: { id, key, items: [...before, item] } });
  }
  return [...groups.values()].sort((a, b) => compareVietnamese(a.order, b.order)).map(({ group }) => group);
}

interface Placed {
  readonly id: string;
  readonly order: string;
  readonly key: QueueGroupKey;
}

function byState(item: QueueItem, declaration: MemberQueue["declaration"]): Placed {
  const place = (order: number, kind: Exclude<QueueGroupKey["kind"], "due" | "item">): Placed => ({
    id: kind,
    order: String(order),
    key: { kind },
  });
  switch (item.state) {
    case "todo":
    case "draft":
      return { id: item.dueAt, order: `0 ${item.dueAt}`, key: { kind: "due", at: item.dueAt } };
    case "open":
      return place(1, "open");
    case "ready":
      return place(2, "ready");
    case "answered":
      return place(3, "answered");
    case "sealed":
      return place(4, "sealed");
    case "waiting":
      return place(5, "waiting");
    case "final":
    case "disputed":
      return place(6, "final");
    case "recused":
      return place(7, declaration === "given" ? "recused" : "undeclared");
  }
}

function byName(by: "entity" | "indicator"): (item: QueueItem) => Placed {
  return (item) => {
    const id = by === "entity" ? item.entityId : item.indicator;
    const order = by === "entity" ? item.entityName.vi : item.indicator;
    return { id, order, key: { kind: "item", by, first: item } };
  };
}
