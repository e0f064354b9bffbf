import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeEvidencePdf } from "../../../db/seeds/evidence/make-evidence.ts";
import { createTextExtractor, readAlone } from "../../../server/services/evidence/extract-text.ts";
import { makeBomb, makePages, makePdf, pagesOf } from "../../helpers/hostile-pdf.ts";

const limits = { timeoutMs: 10_000, memoryBytesMax: 256 * 1024 * 1024, bytesMax: 4 * 1024 * 1024, pagesMax: 50 };
const extractor = createTextExtractor(limits);
let sound: Uint8Array;

beforeAll(async () => {
  const options = { kind: "ke-hoach", entityNameVi: "Huế", entityKind: "city", year: 2025, seed: 1 } as const;
  sound = (await makeEvidencePdf(options)).bytes;
});
afterAll(() => extractor.close());

/** Bytes that look random and are the same each time. */
const noise = Buffer.concat(Array.from({ length: 512 }, (_, i) => createHash("sha256").update(`${i}`).digest()));

const memory = "evidence.memory-exceeded";

describe("a hostile file is refused, and the next document is read", () => {
  const cases: [name: string, makeBytes: () => Uint8Array, code: string][] = [
    ["nothing", () => new Uint8Array(), "evidence.empty"],
    ["random bytes", () => noise, "evidence.unknown-format"],
    ["a picture", () => Buffer.from("\x89PNG\r\n\x1a\n%PDF-1.7 %%EOF", "latin1"), "evidence.two-formats"],
    ["random bytes between a PDF's marks", () => makePdf([noise]), "evidence.unreadable"],
    ["a PDF cut in the middle", () => sound.subarray(0, sound.length / 2), "evidence.unreadable"],
    ["more bytes than allowed", () => makePdf([Buffer.alloc(limits.bytesMax)]), "evidence.too-large"],
    [
      "a page tree that claims a billion pages",
      () => pagesOf("<< /Type /Pages /Kids [] /Count 1000000000 >>"),
      "evidence.unreadable",
    ],
    ["more pages than allowed", () => makePages(limits.pagesMax + 1), "evidence.too-many-pages"],
    ["a short stream that unpacks to 400 MB of blanks", () => makeBomb(" ".repeat(1000), 400_000), memory],
    ["a short stream that unpacks to 40 million operators", () => makeBomb("q Q ", 20_000_000), memory],
  ];

  test.each(cases)("%s", async (_name, makeBytes, code) => {
    const bytes = makeBytes();
    const started = performance.now();
    const refusal = await extractor.extract(bytes).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: "Refusal", code });
    expect(performance.now() - started).toBeLessThan(limits.timeoutMs + 5_000);
    expect((await extractor.extract(sound)).pageCount).toBe(3);
  });

  test("a document that takes too long is given up", async () => {
    await expect(readAlone(sound, { timeoutMs: 1 })).rejects.toMatchObject({ code: "evidence.time-exceeded" });
  });

  test("what counts is the time of the processor, not that of a machine that is busy with something else", async () => {
    const costly = makeBomb("q Q ", 20_000_000);
    const bounds = { cpuMsMax: 250, timeoutMs: 60_000, memoryBytesMax: 1024 * 1024 * 1024 };
    const refusal = await readAlone(costly, bounds).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "evidence.time-exceeded", details: { cpuMsMax: 250 } });
  });

  test("a page tree that holds itself ends", async () => {
    const looped = pagesOf("<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 40 >>");
    const [outcome] = await Promise.allSettled([extractor.extract(looped)]);
    // pdf.js takes the knot for one empty page; a later version may refuse it.
    if (outcome.status === "fulfilled") expect(outcome.value.text).toBe("");
    else expect(outcome.reason).toMatchObject({ code: "evidence.unreadable" });
  });
});

test("a page without a text layer gives empty text, not an error", async () => {
  const scan = await extractor.extract(makePages(1));
  expect(scan).toMatchObject({ pageCount: 1, text: "", blocks: [] });
});

test("a closed extractor says so", async () => {
  const closed = createTextExtractor();
  await closed.close();
  await expect(closed.extract(sound)).rejects.toThrow("closed");
});
