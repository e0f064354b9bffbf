import { makeBaoCao } from "./bao-cao.ts";
import type { EvidenceSubject } from "./evidence-block.ts";
import { makeKeHoach } from "./ke-hoach.ts";
import { makeNghiQuyet } from "./nghi-quyet.ts";
import { makeSoLieu, makeThuyetMinh } from "./make-office-files.ts";
import { makeBienBan } from "./make-scan.ts";
import { setInType } from "./set-in-type.ts";

/** Resolution, plan or report. */
export type EvidenceKind = "nghi-quyet" | "ke-hoach" | "bao-cao";

/** What agencies send beside them: notes in Word, figures in Excel, minutes that were signed on paper and scanned. */
export const ANNEX_KINDS = ["thuyet-minh", "so-lieu", "bien-ban"] as const;
export type AnnexKind = (typeof ANNEX_KINDS)[number];

/** What to make; the same options give the same bytes. */
export interface EvidenceOptions {
  readonly kind: EvidenceKind;
  /** Name without its kind: `Huế`, `Cà Mau`. */
  readonly entityNameVi: string;
  readonly entityKind: "city" | "province";
  /** First year that the document covers, 2020 or later. */
  readonly year: number;
  /** Chooses the numbers in the text, together with kind, name and year. */
  readonly seed: number;
}

/** What a register of documents says of one. */
export interface EvidenceMeta {
  /** `00/NQ-HĐND`. */
  readonly number: string;
  readonly name: string;
  /** Day of issue, ISO date. */
  readonly date: string;
  /** One sentence in Vietnamese. */
  readonly abstract: string;
}

const makers = { "nghi-quyet": makeNghiQuyet, "ke-hoach": makeKeHoach, "bao-cao": makeBaoCao };

/**
 * Makes a Vietnamese official document as PDF, 3 to 6 pages, marked as a sample on each page and in its metadata.
 *
 * @returns the PDF and its description; no network, no clock, no randomness.
 * @throws RangeError when the year is before 2020 or not a whole number.
 */
export async function makeEvidencePdf(options: EvidenceOptions): Promise<{ bytes: Uint8Array; meta: EvidenceMeta }> {
  const subject = toSubject(options);
  const text = makers[options.kind](subject);
  const bytes = await setInType(text, { name: subject.entityNameVi, unit: subject.unit });
  return { bytes, meta: { number: text.number, name: text.name, date: text.date, abstract: text.abstract } };
}

const annexMakers = { "thuyet-minh": makeThuyetMinh, "so-lieu": makeSoLieu, "bien-ban": makeBienBan };

/** Makes an annex: DOCX, XLSX, or a PDF that is one scanned page. @throws RangeError as `makeEvidencePdf`. */
export async function makeAnnex(
  options: Omit<EvidenceOptions, "kind"> & { readonly kind: AnnexKind },
): Promise<{ bytes: Uint8Array; meta: EvidenceMeta }> {
  return annexMakers[options.kind](toSubject(options));
}

function toSubject(options: Omit<EvidenceOptions, "kind"> & { readonly kind: string }): EvidenceSubject {
  const { kind, entityNameVi, entityKind, year, seed } = options;
  if (!Number.isInteger(year) || year < 2020) throw new RangeError(`evidence for ${entityNameVi}: year ${year}`);
  const unit = entityKind === "city" ? "thành phố" : "tỉnh";
  const pick = makePick(`${kind}/${entityNameVi}/${year}/${seed}`);
  return { entityNameVi: entityNameVi.normalize("NFC"), unit, year, pick };
}

/** FNV-1a of the key starts a multiplicative sequence: plenty for numbers in a sample text. */
function makePick(key: string): EvidenceSubject["pick"] {
  let state = 0x811c9dc5;
  for (const character of key) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return (low, high) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return low + Math.floor((state / 2 ** 32) * (high - low + 1));
  };
}
