import * as Y from "yjs";
import { z } from "zod";
import { choiceSchema, detailShape } from "../scoring/choice.ts";
import { DRAFT_ROOT } from "./document-shape.ts";

/** What an expert has chosen and not yet sealed; it lives in the expert's own draft, beside the justification. */
const draftBallotSchema = choiceSchema.extend({
  // Drafts from before checklists and ratios had neither.
  parts: detailShape.parts.default(null),
  ratio: detailShape.ratio.default(null),
  confidence: z.int().min(1).max(4).nullable(),
});

export type DraftBallot = z.infer<typeof draftBallotSchema>;

/** Name of the root's attribute that holds it. The editor of the prose knows and changes children only. */
const KEY = "ballot";

// A root fragment keeps attributes as an element does; only an element has methods for them.
const { getAttribute, setAttribute } = Y.XmlElement.prototype;

/** @returns null when nothing was chosen, or what is there is no ballot. */
export function readDraftBallot(doc: Y.Doc): DraftBallot | null {
  const parsed = draftBallotSchema.safeParse(getAttribute.call(doc.getXmlFragment(DRAFT_ROOT) as Y.XmlElement, KEY));
  return parsed.success ? parsed.data : null;
}

/** Replaces what was chosen; the later of two devices wins. */
export function writeDraftBallot(doc: Y.Doc, ballot: DraftBallot): void {
  // The library types attributes of elements as strings; any plain value is kept as it is.
  setAttribute.call(doc.getXmlFragment(DRAFT_ROOT) as Y.XmlElement, KEY, ballot as unknown as string);
}
