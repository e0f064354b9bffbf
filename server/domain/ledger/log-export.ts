// An export is NDJSON, so that it can be written and verified as a stream: one header, all entries in order, one
// checkpoint that covers exactly them, then projections.
import { z } from "zod";
import type { JsonValue } from "./canonical-json.ts";

/** One disclosed part: its salt (32 bytes, lower-case hex) and its canonical JSON text. */
export interface DisclosedPart {
  readonly salt: string;
  readonly bytes: string;
}

/** Parts of an entry; null is withheld or erased. */
export interface ExportedParts {
  readonly head: DisclosedPart | null;
  readonly value: DisclosedPart | null;
  readonly text: DisclosedPart | null;
}

const part = z.strictObject({ salt: z.string(), bytes: z.string() }).nullable();

const header = z.strictObject({
  kind: z.literal("assay-export"),
  v: z.literal(1),
  /** Origin of the log. */
  log: z.string(),
  /** Verifier key as the exporter states it. */
  key: z.string(),
  scope: z.enum(["public", "round", "dossier"]),
  /** What the export says it contains, for people. */
  contains: z.array(z.string()),
});

const line = z.union([
  z.strictObject({ entry: z.string(), parts: z.strictObject({ head: part, value: part, text: part }).optional() }),
  z.strictObject({ checkpoint: z.string() }),
  z.strictObject({ projection: z.json() }),
]);

/** First line of an export. */
export type ExportHeader = z.infer<typeof header>;

/**
 * A later line. `entry` is the canonical text of the entry, and `parts` absent when none of them is disclosed;
 * `checkpoint` a signed note; `projection` a row or table for the extra checks.
 */
export type ExportLine =
  | { readonly entry: string; readonly parts?: ExportedParts | undefined }
  | { readonly checkpoint: string }
  | { readonly projection: JsonValue };

/** One line of an export, without the newline. */
export function formatExportLine(content: ExportHeader | ExportLine): string {
  return JSON.stringify(content);
}

/**
 * Header of an export.
 *
 * @throws RangeError when the line is no header of version 1.
 */
export function parseExportHeader(text: string): ExportHeader {
  const parsed = header.safeParse(parseJson(text));
  if (!parsed.success) throw new RangeError("log export: the first line is no header of an assay export, version 1");
  return parsed.data;
}

/**
 * A line after the header.
 *
 * @throws RangeError when it is none of the three kinds.
 */
export function parseExportLine(text: string): ExportLine {
  const parsed = line.safeParse(parseJson(text));
  if (!parsed.success) throw new RangeError("log export: the line is neither entry, checkpoint nor projection");
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RangeError("log export: the line is not JSON", { cause });
  }
}
