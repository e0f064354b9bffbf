import { z } from "zod";

/** Kinds of files that an agency may hand in; a file's bytes decide, never its name. */
export const EVIDENCE_FORMATS = ["pdf", "docx", "xlsx", "png", "jpeg", "txt", "html"] as const;

export const evidenceFormatSchema = z.enum(EVIDENCE_FORMATS);

export type EvidenceFormat = z.infer<typeof evidenceFormatSchema>;

interface FormatNames {
  /** Media type under which the content is delivered. */
  readonly mediaType: string;
  /** Endings that a name may have, without the dot; the first one is given to names that we make. */
  readonly extensions: readonly [string, ...string[]];
  /** Media types that a browser may claim for it; some systems know only the general ones. */
  readonly claims: readonly string[];
}

const OFFICE = "application/vnd.openxmlformats-officedocument";

export const FORMAT_NAMES: Readonly<Record<EvidenceFormat, FormatNames>> = {
  pdf: { mediaType: "application/pdf", extensions: ["pdf"], claims: ["application/x-pdf"] },
  docx: {
    mediaType: `${OFFICE}.wordprocessingml.document`,
    extensions: ["docx"],
    claims: ["application/zip", "application/x-zip-compressed"],
  },
  xlsx: {
    mediaType: `${OFFICE}.spreadsheetml.sheet`,
    extensions: ["xlsx"],
    claims: ["application/zip", "application/x-zip-compressed"],
  },
  png: { mediaType: "image/png", extensions: ["png"], claims: ["image/x-png"] },
  jpeg: { mediaType: "image/jpeg", extensions: ["jpg", "jpeg", "jpe", "jfif"], claims: ["image/jpg", "image/pjpeg"] },
  txt: { mediaType: "text/plain", extensions: ["txt", "text"], claims: [] },
  html: { mediaType: "text/html", extensions: ["html", "htm", "xhtml"], claims: ["application/xhtml+xml"] },
};
