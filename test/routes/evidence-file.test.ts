import { beforeAll, describe, expect, test } from "vitest";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { describeEvidence } from "../../server/services/evidence/describe-evidence.ts";
import { storeEvidence } from "../../server/services/evidence/store-evidence.ts";
import { hashEvidenceSet } from "../../server/services/process/evidence-set.ts";
import { makeDocxParts, paragraph } from "../helpers/make-office.ts";
import { inDays, ROUND } from "../helpers/make-round.ts";
import { makeZip } from "../helpers/make-zip.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { annotationOf } from "../helpers/page-commands.ts";
import type { PageClient } from "../helpers/page-client.ts";

const ITEM = `${ROUND}.hue.2.1`;
const LATER = "ev.later";
const NAME = "Báo cáo “đủ” năm đầu.docx";

let site: RoundServer;
let clients: Record<"expert" | "stranger" | "agency" | "otherAgency" | "support", PageClient>;
let first: string;

/** Huế hands in a file under a request, after the set was closed. */
async function addLater(bytes: Uint8Array, fileName: string): Promise<void> {
  const { services } = site.server;
  const [agency] = site.round.agencies;
  const stored = await storeEvidence(services, bytes, { entityId: "hue" });
  const said = { number: "7/BC", name: "Báo cáo", abstract: "Số liệu.", issuedOn: "2025-01-15", fileName };
  await agency.submit({
    type: "evidence.added",
    facts: itemFacts(await site.hue("2.1")),
    ...describeEvidence(stored, { ...said, evidence: LATER, position: 2, supplement: "s1" }),
  });
}

beforeAll(async () => {
  site = await openRoundServer({ evidenceOf: ["2.1"] });
  const { panel1, panel2, agencies, support } = site.round;
  const [expert, stranger, agency, otherAgency, team] = await Promise.all(
    [panel1.experts[0]!, panel2.experts[0]!, agencies[0], agencies[1], support].map((one) => site.signIn(one)),
  );
  clients = { expert, stranger, agency, otherAgency, support: team } as typeof clients;
  first = site.evidence.get(ITEM)!.id;
  await support.submit({
    type: "supplement.requested",
    facts: itemFacts(await site.hue("2.1")),
    value: { supplement: "s1", until: inDays(site.server.services, 3) },
    text: { reason: "Thiếu báo cáo có số liệu cả năm." },
  });
  const docx = makeZip(makeDocxParts(paragraph("Số liệu cả năm")));
  await addLater(docx, NAME);
});

const ask = (who: keyof typeof clients, id: string, door = "file", headers: Record<string, string> = {}) =>
  clients[who].ask(`/evidence/${id}/${door}`, { headers });

describe("the original of a document", () => {
  test("is kept under its name, as what it is, and does nothing under our address", async () => {
    const response = await ask("agency", LATER);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "content-disposition":
        `attachment; filename="Bao cao _du_ nam dau.docx"; filename*=UTF-8''` + encodeURIComponent(NAME),
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    });
    expect(new Uint8Array(await response.arrayBuffer())[0]).toBe(0x50);
  });

  test("without a file's name has that of the document's number", async () => {
    const { headers } = await ask("expert", first);
    expect(headers.get("content-type")).toBe("application/pdf");
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="00-KH-UBND\.pdf";/);
  });

  test("goes out in ranges", async () => {
    const whole = Buffer.from(await (await ask("expert", first)).arrayBuffer());
    const part = await ask("expert", first, "file", { Range: "bytes=5-104" });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 5-104/${whole.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(5, 105))).toBe(true);
  });
});

describe("what came after the set was closed", () => {
  test.each(["file", "content", "text"])("is there for its agency and the support team alone: %s", async (door) => {
    expect((await ask("agency", LATER, door)).status).toBe(200);
    expect((await ask("support", LATER, door)).status).toBe(200);
    for (const who of ["expert", "stranger", "otherAgency"] as const) {
      const [hidden, absent] = [await ask(who, LATER, door), await ask(who, "ev.none", door)];
      expect([hidden.status, await hidden.text()]).toEqual([404, await absent.text()]);
      expect([...hidden.headers.keys()]).toEqual([...absent.headers.keys()]);
    }
  });

  test("takes no note of an expert's, as if it were not there", async () => {
    const { services } = site.server;
    const row = await services.database.reader
      .selectFrom("evidence")
      .innerJoin("extraction", "extraction.sha256", "evidence.sha256")
      .select(["evidence.sha256", "extraction.document", "evidence.extraction_hash"])
      .where("evidence.id", "=", LATER)
      .executeTakeFirstOrThrow();
    const extraction = JSON.parse(row.document) as { text: string };
    const { sha256, extraction_hash: extractionHash } = row;
    const item = await site.hue("2.1");
    const known = { sha256, extractionHash, text: extraction.text, extraction } as never as { id: string };
    const write = async (id: string) => {
      const given = { annotation: `n-${id}`, start: 0, end: 5, body: "Có số liệu." };
      const { expert } = clients;
      return expert.post(expert.prepare(annotationOf(item, { ...known, id } as never, given)).envelope);
    };
    const [hidden, absent] = [await write(LATER), await write("ev.none")];
    expect([hidden.status, JSON.parse(hidden.body)]).toEqual([404, JSON.parse(absent.body)]);
  });

  test("is everybody's who scores once the set is closed anew", async () => {
    const { support } = site.round;
    const closed = { supplement: "s1" };
    await support.submit({
      type: "supplement.closed",
      facts: itemFacts(await site.hue("2.1")),
      value: closed,
      text: {},
    });
    const hash = await hashEvidenceSet(site.server.services.database.reader, ITEM);
    await support.submit({
      type: "evidence-set.frozen",
      facts: itemFacts(await site.hue("2.1")),
      value: { hash },
      text: {},
    });
    expect((await ask("expert", LATER)).status).toBe(200);
    expect((await ask("otherAgency", LATER)).status).toBe(404);
  });
});

test("who is signed out is sent to sign in", async () => {
  const response = await fetch(`${site.server.address}/evidence/${first}/file`, { redirect: "manual" });
  expect(response.status).toBe(302);
});
