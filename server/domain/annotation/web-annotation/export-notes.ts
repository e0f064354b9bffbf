import type { AnnotationKind } from "../../event/annotation-events.ts";
import type { AnnotationTarget } from "../target.ts";
import { ANNOTATION_CONTEXT } from "./check-model.ts";
import { toRegionSelector, toTextSelectors } from "./selectors.ts";

/** A note as it leaves: what its reader may read of it. */
export interface ExportedNote {
  readonly id: string;
  /** Pseudonym. */
  readonly authorId: string;
  readonly createdAt: string;
  readonly kind: AnnotationKind;
  readonly criterion: string | null;
  readonly body: string;
  readonly target: AnnotationTarget;
  readonly words: { readonly exact: string; readonly prefix: string; readonly suffix: string };
  readonly replies: readonly {
    readonly id: string;
    readonly authorId: string;
    readonly at: string;
    readonly editedAt: string | null;
    readonly body: string;
  }[];
}

/** Why somebody wrote a note, in the model's words. */
const MOTIVATIONS: Readonly<Record<AnnotationKind, string>> = {
  supports: "assessing",
  contradicts: "assessing",
  question: "questioning",
  missing: "commenting",
};

export const CRITERION_TAG = "criterion:";

/**
 * Notes and their replies as a collection with one page, valid by `checkModel`.
 *
 * Evidence is named by its hash, people by pseudonym; a reply is an annotation of the annotation that it answers.
 *
 * @param given.address - absolute address of the item's page, without a query; annotations are named below it.
 * @param given.textOf - text of a document in which offsets count; null for one without.
 */
export function exportNotes(
  notes: readonly ExportedNote[],
  given: { address: string; label: string; at: string; textOf: (sha256: string) => string | null },
): Record<string, unknown> {
  const { address, label, at, textOf } = given;
  const items = notes.flatMap((note) => [
    toAnnotation(note, address, textOf),
    ...note.replies.map((reply) => toReply(reply, note.id, address)),
  ]);
  const id = `${address}?notes=all`;
  return {
    "@context": ANNOTATION_CONTEXT,
    id,
    type: "AnnotationCollection",
    label,
    generated: at,
    total: items.length,
    first: { id: `${id}&page=1`, type: "AnnotationPage", partOf: id, startIndex: 0, items },
  };
}

const toIri = (address: string, note: string): string => `${address}?note=${encodeURIComponent(note)}`;
const toPerson = (actorId: string) => ({ id: `urn:assay:actor:${actorId}`, type: "Person" });
const toWords = (value: string, purpose: string) => ({ type: "TextualBody", format: "text/plain", value, purpose });

function toAnnotation(note: ExportedNote, address: string, textOf: (sha256: string) => string | null) {
  const { kind, criterion, target, words } = note;
  const { evidence: _id, ...place } = target;
  const motivation = MOTIVATIONS[kind];
  const selector =
    place.kind === "region"
      ? toRegionSelector(place.page, place.box)
      : toTextSelectors(words, { ...place, text: textOf(place.sha256) });
  return {
    id: toIri(address, note.id),
    type: "Annotation",
    motivation,
    creator: toPerson(note.authorId),
    created: note.createdAt,
    body: [
      toWords(note.body, motivation),
      toWords(kind, "classifying"),
      ...(criterion === null ? [] : [toWords(`${CRITERION_TAG}${criterion}`, "tagging")]),
    ],
    target: {
      type: "SpecificResource",
      source: `urn:sha256:${place.sha256}`,
      selector,
      ...(place.kind === "region" || place.extraction === null ? {} : { renderedVia: toReader(place.extraction) }),
    },
  };
}

/** The program whose text the positions count in. */
function toReader({ hash, extractor, version }: { hash: string; extractor: string; version: string }) {
  return { id: `urn:sha256:${hash}`, type: "Software", name: extractor, "schema:softwareVersion": version };
}

function toReply(reply: ExportedNote["replies"][number], note: string, address: string) {
  return {
    id: `${toIri(address, note)}&reply=${encodeURIComponent(reply.id)}`,
    type: "Annotation",
    motivation: "replying",
    creator: toPerson(reply.authorId),
    created: reply.at,
    ...(reply.editedAt === null ? {} : { modified: reply.editedAt }),
    body: toWords(reply.body, "replying"),
    target: toIri(address, note),
  };
}
