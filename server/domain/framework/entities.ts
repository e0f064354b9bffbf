import type { LocalText } from "../scoring/rubric.ts";

/** A unit that is assessed, for the time that it stood. */
export interface Entity {
  /** Stable slug. Statistics-office codes are no keys: after 1 July 2025 several name another province. */
  readonly id: string;
  readonly name: LocalText;
  /** Other names under which tables list the same unit. */
  readonly aliases: readonly LocalText[];
  readonly kind: "city" | "province";
  /** First day that it stood; null: before all editions. */
  readonly validFrom: string | null;
  /** Last day that it stood; null: it stands. */
  readonly validTo: string | null;
}

/** Units that became one: its value is the unweighted mean of theirs. */
export interface Merger {
  readonly to: string;
  /** Ids of the predecessors, two or more, sorted. */
  readonly from: readonly string[];
}

/** Of units that bear the same name at different times, which one a table means. */
export type EntitySet = "before-merger" | "after-merger";

/**
 * Turns a Vietnamese or English name into lower-case ASCII words parted by hyphens, without the words for its kind:
 * `TP. Hồ Chí Minh` is `ho-chi-minh`.
 */
export function toSlug(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .replace(/^(?:tp|thanh-pho|tinh)-/, "");
}

/**
 * The entity that a table means by an id, a Vietnamese or an English name; null when there is none.
 *
 * @param set - which units the table lists: Đà Nẵng before the merger is not Đà Nẵng after it. An id needs no set.
 */
export function findEntity(entities: readonly Entity[], name: string, set: EntitySet): Entity | null {
  const slug = toSlug(name);
  const isNamed = (entity: Entity) =>
    [entity.name, ...entity.aliases].some((text) => toSlug(text.vi) === slug || toSlug(text.en) === slug);
  const stood = (entity: Entity) => (set === "before-merger" ? entity.validFrom : entity.validTo) === null;
  // An id equal to a name's slug (da-nang) is an id when written as one, a name when written as a name (Da Nang).
  return (
    entities.find((entity) => entity.id === name) ?? entities.find((entity) => stood(entity) && isNamed(entity)) ?? null
  );
}
