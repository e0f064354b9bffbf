import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTextExtractor } from "../../server/services/evidence/extract-text.ts";
import { receiveEvidence } from "../../server/services/evidence/receive-evidence.ts";
import { makeDocxParts, paragraph } from "../helpers/make-office.ts";
import { makeZip } from "../helpers/make-zip.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";

const extractor = createTextExtractor();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-received-"));
});
afterAll(async () => {
  await extractor.close();
  await rm(folder, { recursive: true });
});

async function upload(bytes: Uint8Array): Promise<string> {
  const path = join(folder, "upload");
  await writeFile(path, bytes);
  return path;
}

describe.each(DIALECTS)("%s: a file that arrived", (dialect) => {
  test("is kept with what it is, and with a safe name of its sender's", async () => {
    const services = await openTestServices(dialect);
    const bytes = makeZip(makeDocxParts(paragraph("Kế hoạch")));
    const claim = { name: "../../kế hoạch\u202e.docx".normalize("NFD"), mediaType: "" };
    const received = await receiveEvidence(services, { path: await upload(bytes), claim, entityId: "hue" }, extractor);
    expect(received).toMatchObject({ format: "docx", byteCount: bytes.length, fileName: "kế hoạch.docx" });
    expect(await services.content.get(received.sha256)).toEqual(new Uint8Array(bytes));
    const row = await services.database.reader.selectFrom("extraction").selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ sha256: received.sha256, format: "docx", page_count: 1 });
    expect(JSON.parse(row.document)).toEqual(received.extraction);
  });

  test("that is refused leaves nothing behind", async () => {
    const services = await openTestServices(dialect);
    const claim = { name: "a.pdf", mediaType: "application/pdf" };
    const path = await upload(Buffer.from("<svg onload=alert(1)>"));
    await expect(receiveEvidence(services, { path, claim, entityId: "hue" }, extractor)).rejects.toMatchObject({
      code: "evidence.svg",
    });
    expect(await services.database.reader.selectFrom("extraction").selectAll().execute()).toEqual([]);
  });

  test("and was read by an earlier extractor keeps the text that entries name", async () => {
    const services = await openTestServices(dialect);
    const bytes = Buffer.from("một dòng");
    const claim = { name: "a.txt", mediaType: "text/plain" };
    const file = { path: await upload(bytes), claim, entityId: "hue" };
    const first = await receiveEvidence(services, file, extractor);
    const extraction = { ...first.extraction, version: "0" };
    await services.database.writer.run((trx) =>
      trx
        .updateTable("extraction")
        .set({ extraction_hash: "0".repeat(64), document: JSON.stringify(extraction) })
        .execute(),
    );
    expect(await receiveEvidence(services, file, extractor)).toMatchObject({
      sha256: first.sha256,
      extractionHash: "0".repeat(64),
      extraction: { version: "0", text: "một dòng" },
    });
  });
});
