import { type EvidenceFormat, FORMAT_NAMES } from "./format.ts";
import { findEnding } from "./file-name.ts";

/** What the sender says of a file; never more than a hint. */
export interface FileClaim {
  readonly name: string;
  /** Media type as the browser gives it; empty when it knows none. */
  readonly mediaType: string;
}

/**
 * Looks whether name and media type fit what the file is.
 *
 * @returns what does not fit, as it was claimed; null when nothing contradicts: no ending and no type claim nothing.
 */
export function findFalseClaim({ name, mediaType }: FileClaim, format: EvidenceFormat): string | null {
  const { extensions, mediaType: ownType, claims } = FORMAT_NAMES[format];
  const extension = findEnding(name);
  if (extension !== null && !extensions.includes(extension)) return extension;
  const claimed = mediaType.split(";")[0]!.trim().toLowerCase();
  if (claimed === "" || claimed === "application/octet-stream") return null;
  return claimed === ownType || claims.includes(claimed) ? null : claimed.slice(0, 100);
}
