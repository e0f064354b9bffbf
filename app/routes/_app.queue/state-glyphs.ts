import type { GlyphState } from "#app/ui/state-glyph.tsx";
import type { QueueState } from "#domain/queue/queue-query.ts";

/** Shape of each state; two that share one are told apart in words. */
export const QUEUE_GLYPHS: Readonly<Record<QueueState, GlyphState>> = {
  todo: "todo",
  draft: "draft",
  sealed: "sealed",
  waiting: "sealed",
  open: "open",
  answered: "open",
  ready: "ready",
  final: "final",
  disputed: "dispute",
  recused: "recused",
};
