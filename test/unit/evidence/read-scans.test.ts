import { execFileSync } from "node:child_process";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Extraction } from "#domain/annotation/extraction.ts";
import { extractionSchema } from "#domain/annotation/extraction.ts";
import { drawText } from "../../../db/seeds/evidence/draw-text.ts";
import { makeAnnex } from "../../../db/seeds/evidence/make-evidence.ts";
import { writePng } from "../../../db/seeds/evidence/write-png.ts";
import { readConfig } from "../../../server/config.ts";
import { createTextExtractor, type ExtractorOptions } from "../../../server/services/evidence/extract-text.ts";
import { loadReading } from "../../../server/services/evidence/load-reading.ts";
import { openScanReader, type ScanReader } from "../../../server/services/evidence/scan-reader.ts";
import { makePdf } from "../../helpers/make-pdf.ts";
import { makeTestDir } from "../../helpers/run-dir.ts";

const PUBLIC_ORIGIN = "https://assay.example";
const ABOUT = { entityNameVi: "Huế", entityKind: "city", year: 2025, seed: 1 } as const;
let scan: Uint8Array;
beforeAll(async () => {
  scan = (await makeAnnex({ ...ABOUT, kind: "bien-ban" })).bytes;
});

async function extract(bytes: Uint8Array, options: ExtractorOptions): Promise<Extraction> {
  const extractor = createTextExtractor(options);
  try {
    return extractionSchema.parse(await extractor.extract(bytes));
  } finally {
    await extractor.close();
  }
}

/** A program of the system's shell in the place of tesseract: it answers what is given, whatever the picture. */
async function makeProgram(given: {
  languages?: string;
  table?: string;
  code?: number;
  /** It answers once somebody writes into `<path>.gate`. */
  hasGate?: boolean;
}): Promise<string> {
  const { languages = "vie", table = "", code = 0, hasGate = false } = given;
  const path = join(makeTestDir(), "tesseract");
  const lines = [
    "#!/bin/sh",
    `[ "$1" = --version ] && { echo "tesseract 9.8.7"; exit 0; }`,
    `[ "$1" = --list-langs ] && { printf 'List\\n${languages}\\n'; exit 0; }`,
    'head -c 3 > "$0.picture"',
    "cat > /dev/null",
    ...(hasGate ? ['cat "$0.gate"'] : []),
    `printf '${table}'`,
    `exit ${code}`,
  ];
  await writeFile(path, lines.join("\n"));
  await chmod(path, 0o755);
  if (hasGate) execFileSync("mkfifo", [`${path}.gate`]);
  return path;
}

const wordAt = (paragraph: number, x: number, text: string, confidence = 90): string =>
  `5\\t1\\t1\\t${paragraph}\\t1\\t1\\t${x}\\t100\\t50\\t20\\t${confidence}\\t${text}\\n`;

async function open(path: string): Promise<ScanReader> {
  const reader = await openScanReader(path);
  if (reader === null) throw new Error(`${path} is no reader`);
  return reader;
}

describe("a page that is a picture", () => {
  test("stays a scan where nothing reads it", async () => {
    expect(await extract(scan, {})).toMatchObject({ extractor: "assay-pdf-text", text: "", pages: [{ kind: "scan" }] });
  });

  test("is what this machine's tesseract reads in it, where there is one", async () => {
    const { scanReader: place } = readConfig({ PUBLIC_ORIGIN, PATH: process.env["PATH"] });
    const scanReader = place === null ? null : await openScanReader(place.path);
    const extraction = await extract(scan, scanReader === null ? {} : { scanReader });
    const isRead = scanReader !== null;
    expect(extraction.pages?.map(({ kind }) => kind)).toEqual([isRead ? "machine-read" : "scan"]);
    expect(extraction.extractor).toBe(isRead ? "assay-pdf-text+tesseract" : "assay-pdf-text");
    expect(extraction.version.endsWith(scanReader?.version ?? "")).toBe(true);
    expect(extraction.text.includes("Biên bản được lập thành hai bản")).toBe(isRead);
    for (const { box } of extraction.blocks) expect(box?.width).toBeGreaterThan(0);
  }, 120_000);

  test("has paragraphs with their places, without what the program is not sure of", async () => {
    const table = wordAt(1, 124, "Kế") + wordAt(1, 248, "hoạch") + wordAt(2, 500, "|~^", 12) + wordAt(3, 620, "năm");
    const path = await makeProgram({ table });
    const extraction = await extract(scan, { scanReader: await open(path) });
    expect(extraction).toMatchObject({
      extractor: "assay-pdf-text+tesseract",
      version: expect.stringMatching(/\+tesseract-9\.8\.7-vie$/),
      text: "Kế hoạch\nnăm",
      pages: [{ kind: "machine-read" }],
    });
    // What the program is given is drawn by us: 1240 pixels lie across the page.
    expect(await readFile(`${path}.picture`, "utf8")).toBe("P5\n");
    expect(extraction.blocks.map(({ box }) => Math.round(box?.x ?? 0))).toEqual([10, 50]);
  });

  test.each([
    ["fails", { code: 1, table: wordAt(1, 10, "a") }],
    ["finds nothing", { table: "level\\n" }],
  ])("stays a scan when the program %s", async (_what, given) => {
    const scanReader = await open(await makeProgram(given));
    expect(await extract(scan, { scanReader })).toMatchObject({
      extractor: "assay-pdf-text",
      pages: [{ kind: "scan" }],
    });
  });

  test("holds up no other document while the program has it", async () => {
    const path = await makeProgram({ table: wordAt(1, 124, "Kế"), hasGate: true });
    const extractor = createTextExtractor({ scanReader: await open(path) });
    onTestFinished(() => extractor.close());
    const scanned = extractor.extract(scan);
    expect((await extractor.extract(await makePdf(["Một dòng"]))).text).toBe("Một dòng");
    await writeFile(`${path}.gate`, "");
    expect((await scanned).text).toBe("Kế");
  });

  test("may be a picture itself", async () => {
    const size = { width: 800, height: 200, slope: 0 };
    const png = writePng(drawText([{ text: "Kế hoạch", x: 40, y: 120, size: 60 }], size));
    const scanReader = await open(await makeProgram({ table: wordAt(1, 80, "Kế") }));
    expect(await extract(png, { scanReader })).toMatchObject({
      extractor: "assay-picture+tesseract",
      format: "png",
      text: "Kế",
      pages: [{ kind: "machine-read", width: 800, height: 200 }],
      blocks: [{ box: { x: 10, width: 6.25 } }],
    });
  });

  test("a page with text of its own is never given to the program", async () => {
    const scanReader = await open(await makeProgram({ table: wordAt(1, 10, "lạ") }));
    expect((await extract(await makePdf(["Một dòng"]), { scanReader })).text).toBe("Một dòng");
  });
});

describe("the program", () => {
  const load = async (environment: Record<string, string>) =>
    loadReading(readConfig({ PUBLIC_ORIGIN, PATH: "", ...environment }));

  test("is not needed, and can be switched off", async () => {
    expect(await load({})).toEqual({ ok: true, options: { trustRoots: [] } });
    const path = await makeProgram({});
    expect(readConfig({ PUBLIC_ORIGIN, PATH: join(path, "..") }).scanReader).toEqual({ path, isDemanded: false });
    expect(readConfig({ PUBLIC_ORIGIN, PATH: join(path, ".."), TESSERACT_PATH: "off" }).scanReader).toBeNull();
  });

  test("that was named has to be there, with Vietnamese", async () => {
    expect(await load({ TESSERACT_PATH: await makeProgram({}) })).toMatchObject({
      options: { scanReader: { version: "tesseract-9.8.7-vie" } },
    });
    for (const path of ["/nowhere/tesseract", await makeProgram({ languages: "eng" })]) {
      const issues = [expect.stringMatching(/^TESSERACT_PATH: .+ is no tesseract with Vietnamese.*TESSERACT_PATH=off/)];
      expect(await load({ TESSERACT_PATH: path })).toEqual({ ok: false, issues });
    }
  });

  test("on the search path without Vietnamese is as none", async () => {
    const path = await makeProgram({ languages: "eng" });
    expect(await load({ PATH: join(path, "..") })).toEqual({ ok: true, options: { trustRoots: [] } });
  });
});
