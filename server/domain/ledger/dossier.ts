// The dossier of a final score: one JSON document that shows, offline, what led to it. Version 1:
//
//   kind, v       "assay-dossier", 1
//   log, key      origin and verifier key (C2SP signed-note) of the log as they stand at the checkpoint
//   checkpoint    signed note with the cosignature lines of witnesses; every proof ends in exactly this note
//   contains      what it contains, for people
//   item          {id, round, entity: {id, vi, en}, indicator: {code, vi, en}, maxMilliPoints}: for people
//   keys          ENTRY of the log itself, ascending: log.created, log.key-rotated, log.witness-policy-changed
//   entries       ENTRY of the item, ascending, as its reader may see them: those of its own, the opening of its batch,
//                 and confirmed erasures of the log. An entry of which its reader may see nothing is left out.
//   scores        rows of the table score: standing scores that the reader may see
//   decisions     rows of the table decision, oldest first; the last one is the final score
//   evidence      {sha256, bytes}: the item's files as they lie on the disk
//
// ENTRY is {"entry":TEXT,"parts":{"head":PART,"value":PART,"text":PART},"proof":TEXT}: entry and parts as in an export,
// the proof as C2SP tlog-proof, without extra data. That nothing of the item is left out, a dossier cannot show: for
// that take an export of the whole log.
import { z } from "zod";
import type { FoldedRow } from "../scoring/fold-scores.ts";
import { evidenceFileSchema, type EvidenceFile, exportedPartsSchema, type ExportedParts } from "./log-export.ts";

/** An entry of a dossier. */
export interface DossierEntry {
  /** Canonical text. */
  readonly entry: string;
  readonly parts: ExportedParts;
  /** C2SP tlog-proof; its checkpoint is the dossier's. */
  readonly proof: string;
}

const names = { vi: z.string(), en: z.string() };
const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const entry = z.strictObject({ entry: z.string(), parts: exportedPartsSchema, proof: z.string() });

const dossier = z.strictObject({
  kind: z.literal("assay-dossier"),
  v: z.literal(1),
  log: z.string(),
  key: z.string(),
  checkpoint: z.string(),
  contains: z.array(z.string()),
  item: z.strictObject({
    id: z.string(),
    round: z.string(),
    entity: z.strictObject({ id: z.string(), ...names }),
    indicator: z.strictObject({ code: z.string(), ...names }),
    maxMilliPoints: z.int(),
  }),
  keys: z.array(entry),
  entries: z.array(entry),
  scores: z.array(row),
  decisions: z.array(row).min(1),
  evidence: z.array(evidenceFileSchema),
});

/** What a final score rests on. See the head of this file. */
export interface Dossier {
  readonly kind: "assay-dossier";
  readonly v: 1;
  readonly log: string;
  readonly key: string;
  readonly checkpoint: string;
  readonly contains: readonly string[];
  readonly item: {
    readonly id: string;
    readonly round: string;
    readonly entity: { readonly id: string; readonly vi: string; readonly en: string };
    readonly indicator: { readonly code: string; readonly vi: string; readonly en: string };
    /** Most that the indicator gives. */
    readonly maxMilliPoints: number;
  };
  readonly keys: readonly DossierEntry[];
  readonly entries: readonly DossierEntry[];
  readonly scores: readonly FoldedRow[];
  readonly decisions: readonly FoldedRow[];
  readonly evidence: readonly EvidenceFile[];
}

/** One line, with its newline. */
export function formatDossier(content: Dossier): string {
  return `${JSON.stringify(content)}\n`;
}

/** @throws RangeError when the text is no dossier of version 1. */
export function parseDossier(text: string): Dossier {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new RangeError("dossier: not JSON", { cause });
  }
  const parsed = dossier.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RangeError(`dossier: no dossier of version 1: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
}
