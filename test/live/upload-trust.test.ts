import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "../../server/config.ts";
import { loadReading } from "../../server/services/evidence/load-reading.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { makeHolder, signPdf, toDer, toPem } from "../helpers/sign-pdf.ts";
import { ITEM, makeUploadRound, sendFile, signIn } from "./make-upload-round.ts";
import { startUploadServer, type UploadServer } from "./start-upload-server.ts";

test("a signed document is valid from the day on which the installation trusts its root", async () => {
  const dataDir = makeTestDir();
  const root = await makeHolder({ name: "Gốc chứng thực", serial: 1 });
  const signer = await makeHolder({ name: "Văn thư", serial: 2, issuer: root });
  const bytes = await signPdf({ signer, signedAt: new Date("2025-03-14T02:00:00Z") });

  const first = await startUploadServer(dataDir);
  const round = await makeUploadRound(first);
  const [agency] = round.agencies;
  await sendFile(first.address, await signIn(first, agency), { bytes });
  await first.uploads.idle();
  const readUpload = async ({ services }: UploadServer) => {
    const asking = { id: agency.accountId, displayName: agency.login };
    const { add } = await services.pages.submission(asking, { itemId: ITEM });
    return add?.uploads.at(-1)?.stored ?? null;
  };
  expect(await readUpload(first)).toMatchObject({ signatures: [{ state: "not-checked", reason: "no-trust-roots" }] });
  await first.close();

  const path = join(makeTestDir(), "roots.pem");
  await writeFile(path, toPem(toDer(root)));
  const environment = { PUBLIC_ORIGIN: "https://assay.example", EVIDENCE_TRUST_ROOTS: path };
  const reading = await loadReading(readConfig(environment));
  if (!reading.ok) throw new Error(reading.issues.join());
  const second = await startUploadServer(dataDir, { extractor: reading.options });
  onTestFinished(() => second.close());
  await sendFile(second.address, await signIn(second, agency), { bytes });
  await second.uploads.idle();
  expect(await readUpload(second)).toMatchObject({
    signers: "Văn thư",
    signatures: [{ state: "valid", reason: null, issuer: "Gốc chứng thực", signedAt: "2025-03-14T02:00:00.000Z" }],
  });
});
