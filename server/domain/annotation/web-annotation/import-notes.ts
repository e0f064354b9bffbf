import { ANNOTATION_KINDS, type AnnotationKind } from "../../event/annotation-events.ts";
import { quoteLengthMax, resolveAnchor } from "../anchor.ts";
import { describeTextTarget, type TargetDocument } from "../describe-target.ts";
import type { Extraction } from "../extraction.ts";
import type { AnnotationTarget } from "../target.ts";
import { ANNOTATION_CONTEXT, checkModel, isObject, list } from "./check-model.ts";
import { CRITERION_TAG } from "./export-notes.ts";
import { readSelectors } from "./selectors.ts";

/** A document that an imported note may be on. */
export interface ImportDocument extends TargetDocument {
  readonly pageCount: number;
  /** Null when its text was never read: regions only. */
  readonly extraction: Extraction | null;
}

/** A note that can be made as it is. */
export interface NoteDraft {
  readonly kind: AnnotationKind;
  readonly criterion: string | null;
  readonly target: AnnotationTarget;
  readonly text: { readonly exact: string; readonly prefix: string; readonly suffix: string; readonly body: string };
}

/** Why a row makes no note. */
export type ImportProblem =
  | "not-valid"
  | "reply"
  | "several-targets"
  | "other-document"
  | "no-place"
  | "orphan"
  | "uncertain"
  | "too-long"
  | "other-page"
  | "no-words";

/** One annotation of the file, in its order: a draft, or why there is none. */
export type ImportRow =
  | { readonly row: number; readonly draft: NoteDraft }
  | { readonly row: number; readonly problem: ImportProblem; readonly detail: string };

export type ImportFile = { readonly ok: true; readonly rows: readonly ImportRow[] } | { readonly ok: false };

/** More annotations than this are not read at once. */
export const importRowsMax = 500;
const bodyLengthMax = 4_000;

interface Importing {
  readonly documents: readonly ImportDocument[];
  /** Codes of the criteria of the item. */
  readonly criteria: readonly string[];
  /** For annotations that do not say of which of our kinds they are. */
  readonly kind: AnnotationKind;
}

/**
 * Reads annotations of others, or one's own that were exported, as notes to be made on the documents of one item.
 *
 * Each is checked against the model and found again in today's text: what is only similar, or gone, is a problem, never
 * a note elsewhere. Nothing is left out: every annotation of the file has its row.
 *
 * @returns not ok when the file is no JSON or holds no annotation, or more than `importRowsMax`.
 */
export function importNotes(json: string, importing: Importing): ImportFile {
  let document: unknown;
  try {
    document = JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch {
    return { ok: false };
  }
  const annotations = listAnnotations(document);
  if (annotations.length === 0 || annotations.length > importRowsMax) return { ok: false };
  return { ok: true, rows: annotations.map((one, at) => ({ row: at + 1, ...readOne(one, importing) })) };
}

type Read = { draft: NoteDraft } | { problem: ImportProblem; detail: string };

function listAnnotations(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document.flatMap(listAnnotations);
  if (!isObject(document)) return [];
  const types = list(document["type"]);
  if (types.includes("AnnotationCollection")) return listAnnotations(document["first"]);
  if (types.includes("AnnotationPage")) return list(document["items"]);
  return [document];
}

function readOne(annotation: unknown, importing: Importing): Read {
  // Inside a page the context is the page's.
  const whole = isObject(annotation) ? { "@context": ANNOTATION_CONTEXT, ...annotation } : annotation;
  const [problem] = checkModel(whole);
  if (problem !== undefined) return refuse("not-valid", `${problem.path}: ${problem.rule}`);
  const { target, motivation } = whole as Record<string, unknown>;
  const targets = list(target);
  if (list(motivation).includes("replying")) return refuse("reply", typeof target === "string" ? target : "");
  if (targets.length !== 1 || !isObject(targets[0])) return refuse("several-targets", String(targets.length));
  const { source, selector } = targets[0];
  const name = isObject(source) ? source["id"] : source;
  const found = importing.documents.find((one) => `urn:sha256:${one.sha256}` === name);
  if (found === undefined) return refuse("other-document", typeof name === "string" ? name : "");
  const said = readBodies(whole as Record<string, unknown>, importing);
  if (said.body === "") return refuse("no-words", "");
  if (said.body.length > bodyLengthMax) return refuse("too-long", String(said.body.length));
  const placed = place(found, selector);
  if ("problem" in placed) return placed;
  const { body, kind, criterion } = said;
  return { draft: { kind, criterion, target: placed.target, text: { ...placed.words, body } } };
}

const refuse = (problem: ImportProblem, detail: string) => ({ problem, detail: detail.slice(0, 200) });

type Placed = { target: AnnotationTarget; words: { exact: string; prefix: string; suffix: string } };

function place(document: ImportDocument, selector: unknown): Placed | { problem: ImportProblem; detail: string } {
  const { id: evidence, sha256, extraction, pageCount } = document;
  const { quote, start, page, regions } = readSelectors(selector, extraction?.text ?? null);
  if (regions.some((one) => one.page > pageCount)) return refuse("other-page", String(page));
  if (quote === null || quote.exact === "") {
    const [region] = regions;
    if (region === undefined) return refuse("no-place", "");
    const { page: on, ...box } = region;
    const target: AnnotationTarget = { kind: "region", evidence, sha256, page: on, box };
    return { target, words: { exact: "", prefix: "", suffix: "" } };
  }
  if (quote.exact.length > quoteLengthMax) return refuse("too-long", String(quote.exact.length));
  if (extraction === null) return refuse("orphan", quote.exact);
  const hint = start ?? 0;
  const anchor = { ...quote, start: hint, end: hint + quote.exact.length, page: page ?? 1 };
  const at = resolveAnchor(extraction.text, anchor);
  if (at === null) return refuse("orphan", quote.exact);
  if (at.method === "fuzzy") return refuse("uncertain", quote.exact);
  // Boxes are of the place where the words were.
  const boxes = at.method === "position" ? regions : [];
  const { target, text } = describeTextTarget(document, extraction, { start: at.start, end: at.end, boxes });
  return { target, words: text };
}

/** Words, kind and criterion that the bodies say. */
function readBodies(annotation: Record<string, unknown>, { criteria, kind: otherwise }: Importing) {
  const bodies = list(annotation["bodyValue"] ?? annotation["body"]);
  const words: string[] = [];
  let kind = list(annotation["motivation"]).includes("questioning") ? ("question" as const) : otherwise;
  let criterion: string | null = null;
  for (const body of bodies) {
    const value = typeof body === "string" ? body : isObject(body) ? body["value"] : null;
    if (typeof value !== "string") continue;
    const purposes = isObject(body) ? list(body["purpose"]) : [];
    const isKind = purposes.includes("classifying") && (ANNOTATION_KINDS as readonly string[]).includes(value);
    const tagged = purposes.includes("tagging") && value.startsWith(CRITERION_TAG) ? value.slice(10) : null;
    if (isKind) kind = value as AnnotationKind;
    else if (tagged !== null && criteria.includes(tagged)) criterion = tagged;
    else words.push(value.normalize("NFC").trim());
  }
  return { body: words.filter((one) => one !== "").join("\n\n"), kind, criterion };
}
