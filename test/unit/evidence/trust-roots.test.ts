import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTextExtractor } from "../../../server/services/evidence/extract-text.ts";
import { readTrustRoots } from "../../../server/services/evidence/trust-roots.ts";
import { makeHolder, signPdf, toDer } from "../../helpers/sign-pdf.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-roots-"));
});
afterAll(() => rm(folder, { recursive: true }));

const toPem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString("base64")}\n-----END CERTIFICATE-----\n`;

test("a document that leads to a root of the file is valid, and one of no root is not checked", async () => {
  const [root, other] = await Promise.all([1, 2].map((serial) => makeHolder({ name: `Gốc ${serial}`, serial })));
  const signer = await makeHolder({ name: "Văn thư", serial: 3, issuer: root! });
  const path = join(folder, "roots.pem");
  await writeFile(path, `Roots of the test\n${toPem(toDer(other!))}\n${toPem(toDer(root!))}`);
  const trustRoots = await readTrustRoots(path);
  expect(trustRoots).toHaveLength(2);
  const signed = await signPdf({ signer, signedAt: new Date("2025-03-14T00:00:00Z") });
  for (const [options, expected] of [
    [{ trustRoots }, { state: "valid", signer: "Văn thư", issuer: "Gốc 1" }],
    [{}, { state: "not-checked", reason: "no-trust-roots" }],
  ] as const) {
    const extractor = createTextExtractor(options);
    expect(await extractor.read(signed)).toMatchObject({
      signatures: [expected],
      extraction: { format: "pdf", pageCount: 1 },
    });
    await extractor.close();
  }
});

test.each([
  ["no certificate", "nothing"],
  ["a broken one", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"],
])("a file with %s is named", async (_name, content) => {
  const path = join(folder, "broken.pem");
  await writeFile(path, content);
  await expect(readTrustRoots(path)).rejects.toThrow(/^trust roots: .*broken\.pem/);
});
