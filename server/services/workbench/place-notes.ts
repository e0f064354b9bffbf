import type { EvidenceRow } from "../../../db/queries/annotations.ts";
import { findExtraction } from "../../../db/queries/extractions.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { groupVersions } from "../../domain/evidence/versions.ts";
import type { FoundAnchor } from "../annotation/anchor-finder.ts";
import type { StoredAnchor, StoredQuote } from "../annotation/content-columns.ts";
import type { PageServices } from "../page-services.ts";
import type { EarlierView } from "./note-view.ts";

/** What is looked for: a version of an annotation, on the document that it was made on. */
export interface NoteToPlace {
  readonly id: string;
  readonly version: number;
  readonly evidenceId: string;
  readonly anchor: StoredAnchor;
  /** Newer version that its author did not move it to. */
  readonly leftEvidenceId: string | null;
}

/** Where a note is on its own document, and what is proposed where that has a newer version. */
export interface NotePlace {
  /** Null for a region and for an orphan. */
  readonly found: FoundAnchor | null;
  readonly earlier: EarlierView | null;
}

type Places = ReadonlyMap<string, FoundAnchor | null>;

/** Documents of an item that people work with: once its set is closed, those that the set has. */
export function listShownEvidence(item: Pick<ItemRow, "evidenceSet">, rows: readonly EvidenceRow[]): EvidenceRow[] {
  return rows.filter((row) => item.evidenceSet === null || row.is_frozen === 1);
}

/**
 * Finds notes on their documents, and on the newest versions of those.
 *
 * @param evidence - what the reader may see of the item, in the order of submission.
 * @returns by id of the note.
 */
export async function placeNotes(
  services: Pick<PageServices, "database" | "anchors">,
  notes: readonly NoteToPlace[],
  evidence: readonly EvidenceRow[],
): Promise<ReadonlyMap<string, NotePlace>> {
  const newestOf = new Map(
    groupVersions(evidence).flatMap(({ newest, earlier }) => [newest, ...earlier].map((row) => [row.id, newest])),
  );
  const own = new Map<string, Places>();
  const newer = new Map<string, Places>();
  for (const row of evidence) {
    const quotes = quotesOn(notes, row.id);
    own.set(row.id, await search(services, { row, before: null }, quotes));
    const newest = newestOf.get(row.id);
    const hasNewer = newest !== undefined && newest.id !== row.id;
    if (hasNewer) newer.set(row.id, await search(services, { row: newest, before: row }, quotes));
  }
  const toPlace = (note: NoteToPlace): NotePlace => {
    const newest = newestOf.get(note.evidenceId);
    const found = own.get(note.evidenceId)?.get(toKey(note)) ?? null;
    if (newest === undefined || newest.id === note.evidenceId) return { found, earlier: null };
    return { found, earlier: propose(note, newest, newer.get(note.evidenceId)?.get(toKey(note)) ?? null) };
  };
  return new Map(notes.map((note) => [note.id, toPlace(note)]));
}

const toKey = (note: NoteToPlace): string => `${note.id}/${note.version}`;

function quotesOn(notes: readonly NoteToPlace[], evidenceId: string) {
  return notes.flatMap((note) =>
    note.evidenceId === evidenceId && !("box" in note.anchor)
      ? [{ key: toKey(note), anchor: toAnchor(note.anchor) }]
      : [],
  );
}

const toAnchor = ({ exact, prefix, suffix, page, start, end }: StoredQuote) => ({
  ...{ exact, prefix, suffix },
  ...{ page, start, end },
});

async function search(
  { database, anchors }: Pick<PageServices, "database" | "anchors">,
  { row, before }: { row: EvidenceRow; before: EvidenceRow | null },
  sought: ReturnType<typeof quotesOn>,
): Promise<Places> {
  if (sought.length === 0) return new Map();
  const toSearched = ({ sha256, extraction_hash: hash }: EvidenceRow) => ({
    hash,
    load: () => findExtraction(database.reader, sha256),
  });
  return anchors.find({ document: toSearched(row), before: before === null ? null : toSearched(before) }, sought);
}

function propose(note: NoteToPlace, newest: EvidenceRow, place: FoundAnchor | null): EarlierView {
  const isLeft = note.leftEvidenceId === newest.id;
  const { id: evidence, sha256 } = newest;
  const view = { newestId: evidence, isLeft };
  if ("box" in note.anchor) {
    const { page, box } = note.anchor;
    if (page > newest.page_count) return { ...view, proposal: null };
    const target = { kind: "region", evidence, sha256, page, box } as const;
    return { ...view, proposal: { found: "unchecked", target, words: { exact: "", prefix: "", suffix: "" } } };
  }
  if (place === null) return { ...view, proposal: null };
  const { extractor, version, described, found } = place;
  const { exact, prefix, suffix, page, start, end } = described;
  const extraction = { hash: newest.extraction_hash, extractor, version };
  const target = { kind: "text", evidence, sha256, extraction, page, start, end, boxes: [] } as const;
  return {
    ...view,
    proposal: { found: found.method, target: { ...target, boxes: [] }, words: { exact, prefix, suffix } },
  };
}
