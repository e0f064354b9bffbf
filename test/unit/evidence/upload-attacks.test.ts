import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterAll, describe, expect, test } from "vitest";
import { createTextExtractor } from "../../../server/services/evidence/extract-text.ts";
import { HOSTILE_FILES } from "../../helpers/hostile-files.ts";
import { makeDocxParts, makeXlsxParts, paragraph, relationship } from "../../helpers/make-office.ts";
import { makeJpeg } from "../../helpers/make-picture.ts";
import { makeZip, type ZipEntry } from "../../helpers/make-zip.ts";
import { scaled } from "../../scale.ts";

const MB = 1024 * 1024;
const extractor = createTextExtractor({ timeoutMs: 30_000, unpackedBytesMax: 64 * MB, xmlBytesMax: 16 * MB });
afterAll(() => extractor.close());

const docx = makeDocxParts(paragraph("Kế hoạch"));
const row = `<row><c><v>1</v></c><c><v>2</v></c></row>`;
const docxWith = (...more: ZipEntry[]): Buffer => makeZip([...docx, ...more]);
const docxWithLinks = (relationships: string): Buffer => makeZip(makeDocxParts("", { relationships }));
const template = (target: string): string => relationship("t", "attachedTemplate", target, "External");

describe("an attack is refused with its own code, in time, and the next file is read", () => {
  test.each(HOSTILE_FILES)("%s", async (_name, makeBytes, code, claimed) => {
    const bytes = makeBytes();
    const memory = process.memoryUsage().rss;
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const refusal = await extractor.extract(bytes, claimed).catch((error: unknown) => error);
    delay.disable();
    expect(refusal).toMatchObject({ name: "Refusal", code: `evidence.${code}` });
    // The work is done elsewhere: what the loop waits for is the machine.
    expect(delay.max / 1e6).toBeLessThan(scaled({ small: 5_000, full: 1_000 }));
    expect(process.memoryUsage().rss - memory).toBeLessThan(600 * MB);
    expect((await extractor.extract(makeZip(docx))).text).toBe("Kế hoạch");
  });
});

describe("what looks like an attack and does nothing is taken as what it is", () => {
  test("a page in the comment of a JPEG is a picture without text", async () => {
    const bytes = makeJpeg(2, 2, { comment: "<html><script>alert(1)</script>" });
    expect(await extractor.extract(bytes)).toMatchObject({ format: "jpeg", text: "", blocks: [] });
  });

  test("a template of the writer's own disk does not count, and a chart keeps its figures", async () => {
    const local = docxWithLinks(template("file:///C:/a/a.dotx"));
    expect(await extractor.extract(local)).toMatchObject({ format: "docx" });
    const chart = { name: "word/embeddings/a.xlsx", content: makeZip(makeXlsxParts([["a", row]])) };
    expect(await extractor.extract(docxWith(chart))).toMatchObject({ text: "Kế hoạch" });
  });

  test.each([
    ["/S /JavaScript /JS (a)", "script"],
    ["/S /J#61vaScript", "script"],
    ["/Type /EmbeddedFile", "attachment"],
    ["/S /Launch /F (cmd.exe)", "link-to-program"],
  ])("a PDF with %s is labelled", async (action, label) => {
    const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>";
    const objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page];
    const body = [...objects, `<< ${action} >>`].map((text, position) => `${position + 1} 0 obj\n${text}\nendobj\n`);
    const bytes = Buffer.from(`%PDF-1.7\n${body.join("")}trailer\n<< /Root 1 0 R >>\n%%EOF\n`);
    expect(await extractor.extract(bytes)).toMatchObject({ contains: [label], pages: [{ kind: "scan" }] });
  });
});
