/** One piece of a made document, top to bottom; `style` decides place, weight and spacing. */
export interface EvidenceBlock {
  readonly style: "title" | "lead" | "article" | "paragraph" | "preamble" | "signature" | "page-break";
  /** NFC Vietnamese; empty for a page break only. */
  readonly text: string;
}

/** What a made document is about. */
export interface EvidenceSubject {
  /** Name without its kind, in Vietnamese: `Huế`. */
  readonly entityNameVi: string;
  /** `thành phố` or `tỉnh`, in lower case. */
  readonly unit: "thành phố" | "tỉnh";
  /** First year that the document covers, 2020 or later. */
  readonly year: number;
  /** Whole number from `low` to `high`, both included; the next of a fixed sequence. */
  readonly pick: (low: number, high: number) => number;
}

/** A whole document before it is set in type. */
export interface EvidenceText {
  /** Issuing body in capitals, the upper left line of the letterhead: `HỘI ĐỒNG NHÂN DÂN`. */
  readonly issuer: string;
  /** `00/NQ-HĐND`: the zeros say that no such document was issued. */
  readonly number: string;
  /** Day of issue, ISO date. */
  readonly date: string;
  readonly name: string;
  readonly abstract: string;
  readonly blocks: readonly EvidenceBlock[];
}

/** Makes blocks of one style from texts, in order. */
export const toBlocks = (style: EvidenceBlock["style"], texts: readonly string[]): EvidenceBlock[] =>
  texts.map((text) => ({ style, text }));

/** A heading line followed by its paragraphs. */
export const toSection = (heading: string, paragraphs: readonly string[]): EvidenceBlock[] => [
  { style: "article", text: heading },
  ...toBlocks("paragraph", paragraphs),
];

/** Starts a new page. */
export const pageBreak: EvidenceBlock = { style: "page-break", text: "" };
