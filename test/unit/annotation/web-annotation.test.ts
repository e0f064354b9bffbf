import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeTextTarget } from "#domain/annotation/describe-target.ts";
import type { Extraction } from "#domain/annotation/extraction.ts";
import { type AnnotationTarget, PAGE_UNITS } from "#domain/annotation/target.ts";
import { checkModel } from "#domain/annotation/web-annotation/check-model.ts";
import { toCodePoints, toUnits } from "#domain/annotation/web-annotation/code-points.ts";
import { type ExportedNote, exportNotes } from "#domain/annotation/web-annotation/export-notes.ts";
import { importNotes } from "#domain/annotation/web-annotation/import-notes.ts";
import { ANNOTATION_KINDS } from "#domain/event/annotation-events.ts";
import { readVectors } from "../../helpers/vectors.ts";

const vectors = readVectors<{ correct: Record<string, string>; incorrect: Record<string, string> }>(
  "w3c_annotation_examples.json",
);

/** The fault that a sample shows, without the others that it has: a comma too many, two ids, a slip of the pen. */
const withoutNoise = (sample: string): string =>
  sample
    .replace(/,(\s*[}\]])/g, "$1")
    .replace(/"id"\s*:\s*\["http:\/\/example.org\/1",\s*"http:\/\/example.org\/2"\]/, '"id": "http://example.org/1"')
    .replace("langauage", "language");

const check = (sample: string): unknown[] => {
  try {
    return checkModel(JSON.parse(sample));
  } catch {
    return ["not JSON"];
  }
};

if (vectors !== null) {
  const { correct, incorrect } = vectors;
  // Its author meant a second id to be the fault.
  const DOUBLE_ID = "anno7.json";
  /** An empty object lacks everything; three specific resources lack their source beside the fault they show. */
  const faults: Record<string, number> = { "anno2.json": 4, "anno38.json": 2, "anno39.json": 2, "anno40.json": 2 };

  test.each(Object.entries(correct))("the working group's %s is right", (_name, sample) => {
    expect(checkModel(JSON.parse(sample))).toEqual([]);
  });

  test.each(Object.entries(incorrect))(
    "the working group's incorrect %s is wrong for its own reason",
    (name, sample) => {
      expect(check(sample)).not.toEqual([]);
      expect(check(name === DOUBLE_ID ? sample : withoutNoise(sample))).toHaveLength(faults[name] ?? 1);
    },
  );

  test("all samples are there", () => {
    expect([Object.keys(correct).length, Object.keys(incorrect).length]).toEqual([44, 40]);
  });
}

const SHA = "ab".repeat(32);
const HASH = "cd".repeat(32);
const DOCUMENT = { id: "e1", sha256: SHA, extractionHash: HASH };
const AT = "2026-03-01T08:00:00.000Z";

function makeExtraction(text: string): Extraction {
  const end = text.length;
  const runs = [{ start: 0, end, bold: false, italic: false }];
  const block = { page: 1, start: 0, end, align: "left" as const, indent: false, runs, kind: "paragraph" as const };
  return { extractor: "test", version: "1", pageCount: 3, text, blocks: end === 0 ? [] : [block] };
}

const asImported = (extraction: Extraction | null) => ({
  documents: [{ ...DOCUMENT, pageCount: 3, extraction }],
  criteria: ["1", "2"],
  kind: "supports" as const,
});

function makeNote(target: AnnotationTarget, words: ExportedNote["words"], more: Partial<ExportedNote> = {}) {
  const note: ExportedNote = {
    ...{
      id: "n1",
      authorId: "p_0123456789",
      createdAt: AT,
      kind: "missing",
      criterion: "2",
      body: "Còn thiếu phụ lục.",
    },
    ...{ target, words, replies: [] },
    ...more,
  };
  return note;
}

const exportOne = (note: ExportedNote, text: string | null): string =>
  JSON.stringify(
    exportNotes([note], { address: "https://assay.example/items/i1", label: "i1", at: AT, textOf: () => text }),
  );

describe("export and import", () => {
  const words = fc.array(fc.constantFrom("số", "hóa", "tỉnh", "nghị", "quyết", "𝒜", "100%", "một", "cửa", "ế"), {
    minLength: 12,
    maxLength: 60,
  });

  test("law: a quote goes out valid and comes back on the same words, kind and criterion", () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), fc.constantFrom(...ANNOTATION_KINDS), (list, a, b, kind) => {
        const text = list.join(" ").normalize("NFC");
        const extraction = makeExtraction(text);
        const start = a % (text.length - 1);
        const end = start + 1 + (b % (text.length - start - 1));
        const described = describeTextTarget(DOCUMENT, extraction, { start, end });
        const json = exportOne(makeNote(described.target, described.text, { kind }), text);
        expect(checkModel(JSON.parse(json))).toEqual([]);
        const read = importNotes(json, asImported(extraction));
        const draft = { kind, criterion: "2", target: described.target };
        expect(read).toEqual({
          ok: true,
          rows: [{ row: 1, draft: { ...draft, text: { ...described.text, body: "Còn thiếu phụ lục." } } }],
        });
      }),
    );
  });

  test("law: a region comes back in the same place, to the thousandth of a percent", () => {
    const side = fc.integer({ min: 1, max: PAGE_UNITS / 2 });
    fc.assert(
      fc.property(side, side, side, side, fc.integer({ min: 1, max: 3 }), (x, y, width, height, page) => {
        const target = { kind: "region" as const, evidence: "e1", sha256: SHA, page, box: { x, y, width, height } };
        const json = exportOne(makeNote(target, { exact: "", prefix: "", suffix: "" }), null);
        expect(checkModel(JSON.parse(json))).toEqual([]);
        const read = importNotes(json, asImported(null));
        expect(read.ok && read.rows).toMatchObject([{ draft: { target } }]);
      }),
    );
  });

  test("boxes of a quote come back while it stands where it stood", () => {
    const extraction = makeExtraction("Đến hết năm 2025 có một trăm phần trăm thủ tục.");
    const boxes = [{ page: 2, x: 10_001, y: 20_000, width: 5, height: 7 }];
    const { target, text } = describeTextTarget(DOCUMENT, extraction, { start: 4, end: 16, boxes });
    const json = exportOne(makeNote(target, text), extraction.text);
    expect(importNotes(json, asImported(extraction))).toMatchObject({ rows: [{ draft: { target: { boxes } } }] });
    const moved = makeExtraction(`Căn cứ luật.\n${extraction.text}`);
    expect(importNotes(json, asImported(moved))).toMatchObject({
      rows: [{ draft: { target: { boxes: [], start: 17, end: 29 } } }],
    });
  });

  test("positions count characters, not units", () => {
    expect([toCodePoints("a𝒜b", 3), toUnits("a𝒜b", 2), toUnits("a𝒜b", 9)]).toEqual([2, 3, null]);
  });

  test("a reply is an annotation of the note, valid, and is told of when it is read", () => {
    const extraction = makeExtraction("Một trăm phần trăm thủ tục hành chính.");
    const { target, text } = describeTextTarget(DOCUMENT, extraction, { start: 0, end: 8 });
    const replies = [{ id: "m1", authorId: "p_9876543210", at: AT, editedAt: AT, body: "Đồng ý." }];
    const json = exportOne(makeNote(target, text, { replies }), extraction.text);
    expect(checkModel(JSON.parse(json))).toEqual([]);
    const read = importNotes(json, asImported(extraction));
    expect(read).toMatchObject({ ok: true, rows: [{ row: 1 }, { row: 2, problem: "reply" }] });
  });
});

describe("what cannot be a note has its row and its reason", () => {
  const extraction = makeExtraction("Ủy ban nhân dân thành phố xây dựng kế hoạch, phân công cơ quan chủ trì.");
  const base = { "@context": "http://www.w3.org/ns/anno.jsonld", id: "urn:x:1", type: "Annotation", bodyValue: "Xem." };
  const quoted = (exact: string) => ({
    source: `urn:sha256:${SHA}`,
    selector: { type: "TextQuoteSelector", exact },
  });
  const fragment = (value: string) => ({
    source: `urn:sha256:${SHA}`,
    selector: { type: "FragmentSelector", value },
  });

  test.each([
    ["not-valid", { ...base, type: "Squirrel", target: quoted("phân công") }],
    ["several-targets", { ...base, target: [quoted("phân công"), quoted("kế hoạch")] }],
    ["other-document", { ...base, target: { ...quoted("phân công"), source: "https://example.org/a.pdf" } }],
    ["no-place", { ...base, target: fragment("page=1") }],
    ["no-place", { ...base, target: fragment("xywh=percent:100,0,10,10") }],
    ["orphan", { ...base, target: quoted("không có chữ nào như thế trong tệp này") }],
    ["uncertain", { ...base, target: quoted("xây dựng kế hoặch, phân công cơ quan chủ chì") }],
    ["too-long", { ...base, target: quoted("x".repeat(3_000)) }],
    ["other-page", { ...base, target: fragment("page=9&xywh=percent:1,1,1,1") }],
    ["no-words", { ...base, bodyValue: " ", target: quoted("phân công") }],
  ])("%s", (problem, annotation) => {
    expect(importNotes(JSON.stringify(annotation), asImported(extraction))).toMatchObject({
      ok: true,
      rows: [{ row: 1, problem }],
    });
  });

  test("a quote in NFD is found, and a file with its byte order mark is read", () => {
    const json = `\uFEFF${JSON.stringify({ ...base, target: quoted("kế hoạch".normalize("NFD")) })}`;
    expect(importNotes(json, asImported(extraction))).toMatchObject({ rows: [{ draft: { kind: "supports" } }] });
  });

  test("a file without annotations, with too many, or of something else is no file", () => {
    const many = JSON.stringify(Array.from({ length: 501 }, () => base));
    for (const json of ["", "[]", "null", "3", many, '{"type":"AnnotationPage","items":[]}']) {
      expect(importNotes(json, asImported(extraction))).toEqual({ ok: false });
    }
  });
});
