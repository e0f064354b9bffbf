import type { LocalText } from "../../domain/scoring/rubric.ts";

/** One thing that a search finds; `itemId` is where it leads. */
export interface PaletteHit {
  readonly kind: "item" | "entity" | "indicator" | "note";
  readonly itemId: string;
  /** Code of the indicator; null for an entity. */
  readonly code: string | null;
  /** Name of the indicator; null for an entity. */
  readonly name: LocalText | null;
  readonly entityName: LocalText;
  /** What the person wrote; null for everything but their own notes. */
  readonly text: string | null;
}

export interface PaletteView {
  readonly hits: readonly PaletteHit[];
}
