/** Kinds of documents that agencies submit, told apart by what is in them and never by their names. */
export const EVIDENCE_FORMATS = ["pdf", "docx", "xlsx", "png", "jpeg", "txt", "html"] as const;
export type EvidenceFormat = (typeof EVIDENCE_FORMATS)[number];

/** What a file of each format is called when it is given out. */
export const EXTENSIONS: Readonly<Record<EvidenceFormat, string>> = {
  pdf: "pdf",
  docx: "docx",
  xlsx: "xlsx",
  png: "png",
  jpeg: "jpg",
  txt: "txt",
  html: "html",
};
