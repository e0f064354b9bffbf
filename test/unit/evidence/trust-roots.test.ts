import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTextExtractor } from "../../../server/services/evidence/extract-text.ts";
import { loadReading } from "../../../server/services/evidence/load-reading.ts";
import { readTrustRoots } from "../../../server/services/evidence/trust-roots.ts";
import { makeHolder, signPdf, toDer, toPem } from "../../helpers/sign-pdf.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-roots-"));
});
afterAll(() => rm(folder, { recursive: true }));

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

test("a folder is read file by file, and nothing else in it", async () => {
  const place = join(folder, "several");
  await mkdir(place);
  const [one, two] = await Promise.all([4, 5].map((serial) => makeHolder({ name: `Gốc ${serial}`, serial })));
  await writeFile(join(place, "b.crt"), toPem(toDer(two!)));
  await writeFile(join(place, "a.pem"), toPem(toDer(one!)));
  await writeFile(join(place, "readme.txt"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
  expect(await readTrustRoots(place)).toEqual([toDer(one!), toDer(two!)]);
});

test("what the environment names wrongly is told with how to mend it", async () => {
  const path = join(folder, "nowhere");
  const issues = [expect.stringMatching(/^EVIDENCE_TRUST_ROOTS: .*nowhere.*; name a PEM file or a folder/)];
  expect(await loadReading({ trustRootsPath: path, scanReader: null })).toEqual({ ok: false, issues });
});
