// An export is NDJSON, so that it can be written and verified as a stream. Every line is one JSON object, UTF-8, ended
// by "\n"; empty lines mean nothing. Version 2, in this order:
//
// 1. The header: {"kind":"assay-export","v":2,"log":…,"key":…,"scope":…,"contains":[…]}. `log` is the origin and
//    `key` the verifier key (C2SP signed-note) of the log as they stand at its end.
// 2. All entries in the order of `seq`, from 0, none left out: {"entry":TEXT} or {"entry":TEXT,"parts":{"head":PART,
//    "value":PART,"text":PART}}. TEXT is the canonical text of the entry: its UTF-8 bytes are the leaf. PART is null
//    (withheld) or {"salt":HEX,"bytes":TEXT}: 32 bytes in lower-case hex, and the canonical text that the commitment is
//    over. `text` may also be the string "erased": the words are destroyed, and a public entry `erasure.confirmed`
//    somewhere in the log names the entry. Without `parts` all three are withheld, and none of them is erased.
// 3. Between entries, and once after the last: {"checkpoint":NOTE}, a signed note (C2SP tlog-checkpoint). It covers
//    exactly the entries before it. Those in between are published ones, with the cosignatures of witnesses that are
//    known; the last one covers the whole export. NOTE of size n is signed by the key that stands after entry n − 1:
//    the first key is `value.verifierKey` of `log.created`, and `log.key-rotated` goes over to `value.newKey`. Both are
//    public.
// 4. {"projection":{"table":NAME,"row":{…}}}: a row of a table (score, decision, batch with `id` and `phase`,
//    annotation without `hash`, message, reported_value) with its columns in the database's names, and
//    {"evidence":{"sha256":HEX,"bytes":COUNT}}: hash and length of an evidence file as it lies on the disk.
//
// A successor log goes on with the entries that survive: those say the old `log`, and from a `log.created` whose
// `value.previous` is not null on, with `value.previous.entries` = its `seq`, entries and checkpoints say the new one.
//
// Version 1 differs in the header's `v`, has one checkpoint, at the end, and neither "erased" nor evidence.
import { z } from "zod";
import type { JsonValue } from "./canonical-json.ts";
import type { PartName } from "./commitment.ts";

/** One disclosed part: its salt (32 bytes, lower-case hex) and its canonical JSON text. */
export interface DisclosedPart {
  readonly salt: string;
  readonly bytes: string;
}

/** Stands in the place of a text part whose words were erased by the rules; its commitment stays in the entry. */
export const ERASED_PART = "erased";

/** Parts of an entry; null is withheld. Only a text can be erased: another part that says so fits no commitment. */
export type ExportedParts = Readonly<Record<PartName, DisclosedPart | typeof ERASED_PART | null>>;

/** An evidence file as it lies on the disk. */
export interface EvidenceFile {
  /** Hash of its bytes, lower-case hex: what it is, whatever it is called. */
  readonly sha256: string;
  /** Its length. */
  readonly bytes: number;
}

const part = z.strictObject({ salt: z.string(), bytes: z.string() }).nullable();

const header = z.strictObject({
  kind: z.literal("assay-export"),
  v: z.union([z.literal(1), z.literal(2)]),
  /** Origin of the log. */
  log: z.string(),
  /** Verifier key as the exporter states it. */
  key: z.string(),
  /** `public`: what anybody may have; `round`: what the person who asked may; `dossier`: what concerns one item. */
  scope: z.enum(["public", "round", "dossier"]),
  /** What the export says it contains, for people. */
  contains: z.array(z.string()),
});

/** Disclosed parts as they stand in exports and dossiers. */
export const exportedPartsSchema = z.strictObject({
  head: part,
  value: part,
  text: z.union([part, z.literal(ERASED_PART)]),
});

/** Hash and length of an evidence file as they stand in exports and dossiers. */
export const evidenceFileSchema = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().min(0) });

const line = z.union([
  z.strictObject({ entry: z.string(), parts: exportedPartsSchema.optional() }),
  z.strictObject({ checkpoint: z.string() }),
  z.strictObject({ projection: z.json() }),
  z.strictObject({ evidence: evidenceFileSchema }),
]);

/** First line of an export. */
export type ExportHeader = z.infer<typeof header>;

/**
 * A later line. `entry` is the canonical text of the entry, and `parts` absent when none of them is disclosed;
 * `checkpoint` a signed note; `projection` a row for the extra checks; `evidence` a file on the disk.
 */
export type ExportLine =
  | { readonly entry: string; readonly parts?: ExportedParts | undefined }
  | { readonly checkpoint: string }
  | { readonly projection: JsonValue }
  | { readonly evidence: EvidenceFile };

/** One line of an export, without the newline. */
export function formatExportLine(content: ExportHeader | ExportLine): string {
  return JSON.stringify(content);
}

/**
 * Header of an export.
 *
 * @throws RangeError when the line is no header of version 1 or 2.
 */
export function parseExportHeader(text: string): ExportHeader {
  const parsed = header.safeParse(parseJson(text));
  if (!parsed.success)
    throw new RangeError("log export: the first line is no header of an assay export, version 1 or 2");
  return parsed.data;
}

/**
 * A line after the header.
 *
 * @throws RangeError when it is none of the four kinds.
 */
export function parseExportLine(text: string): ExportLine {
  const parsed = line.safeParse(parseJson(text));
  if (!parsed.success) throw new RangeError("log export: the line is no entry, checkpoint, projection or evidence");
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RangeError("log export: the line is not JSON", { cause });
  }
}
