import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findActor } from "../../db/queries/actors.ts";
import { type Dossier, type DossierEntry, formatDossier, parseDossier } from "#domain/ledger/dossier.ts";
import { verifyDossier } from "#domain/ledger/verify-dossier.ts";
import { PUBLIC } from "#domain/policy/actor.ts";
import { runVerify } from "../../server/cli/verify.ts";
import { nodeCrypto } from "../../server/services/hash.ts";
import { readDossier } from "../../server/services/ledger/read-dossier.ts";
import { toItemId } from "../../server/services/process/set-up-round.ts";
import type { Services } from "../../server/services/services.ts";
import { addEvidence } from "../helpers/add-evidence.ts";
import { makeRound, type Person, ROUND } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { finalise, getItem, keep, open, seal } from "../helpers/path-steps.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { makeResponse, makeReview } from "./make-review.ts";

const readAs = async (services: Services, person: Person | null, itemId: string): Promise<Dossier> => {
  const actor = person === null ? PUBLIC : await findActor(services.database.reader, person.accountId);
  return readDossier({ ...services, actor: actor ?? PUBLIC, now: services.now().toISOString() }, itemId);
};

function check(services: Services, dossier: Dossier, verifierKey = services.ledger.verifierKey) {
  const { checks, ...result } = verifyDossier(nodeCrypto, parseDossier(formatDossier(dossier)), { verifierKey });
  const failed = checks.flatMap((one) => (one.failed === null ? [] : [[one.name, one.failed.seq] as const]));
  return { ...result, checks, failed: Object.fromEntries(failed) };
}

const typesOf = (entries: readonly DossierEntry[]): unknown[] =>
  entries.map(({ parts }) => {
    const { head } = parts;
    return head === null || head === "erased" ? null : (JSON.parse(head.bytes) as { type: unknown }).type;
  });

describe.each(DIALECTS)("the dossier of a final score on %s", (dialect) => {
  test("shows its reader what led to the score, and verifies offline", async () => {
    const services = await openTestServices(dialect);
    const round = await makeResponse(services);
    const review = await makeReview(services, round);
    await review.admit();
    await review.assign();
    await review.rescore();
    await review.approve(await review.propose());
    const dossier = await readAs(services, round.auditor, review.itemId);
    expect(typesOf(dossier.keys)).toEqual(["log.created"]);
    const types = typesOf(dossier.entries);
    for (const type of ["score.sealed", "batch.opened", "item.finalised", "case.opened", "case.decision-approved"]) {
      expect(types).toContain(type);
    }
    expect(dossier.decisions.map((row) => row["milli_points"])).toEqual([15_000, 17_000]);
    expect(dossier.item).toMatchObject({ id: review.itemId, entity: { vi: "Huế" }, indicator: { code: "1.2" } });
    const { failed, entryCount } = check(services, dossier);
    expect([failed, entryCount]).toEqual([{}, 1 + dossier.entries.length]);
    // The same by the command line, which knows it for what it is.
    const file = join(makeTestDir(), "dossier.json");
    writeFileSync(file, formatDossier(dossier));
    let text = "";
    const output = { stdout: { write: (part: string) => (text += part) }, stderr: { write: () => undefined } };
    expect([await runVerify([file, "--key", services.ledger.verifierKey], output), text]).toEqual([
      0,
      expect.stringContaining("scope dossier"),
    ]);
  });

  test("an agency gets its score without the panel's, a stranger nothing", async () => {
    const services = await openTestServices(dialect);
    const round = await makeResponse(services);
    const itemId = round.itemId("hue", "1.2");
    const dossier = await readAs(services, round.agencies[0], itemId);
    expect(dossier.scores).toEqual([]);
    expect(formatDossier(dossier)).not.toContain("score.sealed");
    expect(check(services, dossier).failed).toEqual({});
    for (const stranger of [round.agencies[1], round.panel2.chair, null]) {
      await expect(readAs(services, stranger, itemId)).rejects.toThrow("thing.absent");
    }
    await expect(readAs(services, round.auditor, round.itemId("hue", "2.1"))).rejects.toThrow("thing.absent");
    await expect(readAs(services, round.auditor, "no.such.item")).rejects.toThrow("thing.absent");
  });

  test("names the hashes of its files as they lie on the disk", async () => {
    const services = await openTestServices(dialect);
    const round = await makeRound(services, {
      evidence: async ({ agencies }) => {
        await addEvidence(services, agencies[0], [await getItem(services, toItemId(ROUND, "hue", "1.1"))]);
      },
    });
    const itemId = round.itemId("hue", "1.1");
    const [a, b] = round.panel1.experts as [Person, Person];
    for (const expert of [a, b]) await seal(services, expert, { itemId, milliPoints: 10_000, level: 1 });
    await open(services, round.panel1.chair, round.officers[1], `${ROUND}.p1.m1`);
    for (const expert of [a, b]) await keep(services, expert, itemId);
    await finalise(services, round.panel1.chair, itemId);
    const dossier = await readAs(services, round.auditor, itemId);
    expect(dossier.evidence).toHaveLength(1);
    const { failed, checks } = check(services, dossier);
    expect([failed, checks.find(({ name }) => name === "evidence")?.passed]).toEqual([{}, 1]);
    const swapped = { ...dossier, evidence: [{ sha256: "ab".repeat(32), bytes: 1 }] };
    expect(check(services, swapped).failed).toEqual({ evidence: null });
  });
});

describe("a dossier that was tampered with", () => {
  test("is named by check and entry", async () => {
    const services = await openTestServices("sqlite");
    const round = await makeResponse(services);
    const itemId = round.itemId("hue", "1.2");
    const dossier = await readAs(services, round.auditor, itemId);
    const at = typesOf(dossier.entries).indexOf("item.finalised");
    const target = dossier.entries[at] as DossierEntry;
    const { seq } = JSON.parse(target.entry) as { seq: number };
    const edit = (over: (entry: DossierEntry) => DossierEntry): Dossier => ({
      ...dossier,
      entries: dossier.entries.map((entry, place) => (place === at ? over(entry) : entry)),
    });
    const failing = (edited: Dossier) => check(services, edited).failed;
    expect(failing(edit((one) => ({ ...one, proof: (dossier.entries[0] as DossierEntry).proof })))).toEqual({
      inclusion: seq,
    });
    expect(failing(edit((one) => ({ ...one, entry: one.entry.replace('"at":"20', '"at":"21') })))).toMatchObject({
      inclusion: seq,
    });
    const value = { ...(target.parts.value as { salt: string; bytes: string }), bytes: "{}" };
    expect(failing(edit((one) => ({ ...one, parts: { ...one.parts, value } })))).toMatchObject({ commitments: seq });
    const erased = edit((one) => ({ ...one, parts: { ...one.parts, text: "erased" } }));
    expect(failing(erased)).toMatchObject({ commitments: seq });
    const twice = { ...dossier, entries: dossier.entries.toSpliced(at, 0, target) };
    expect(failing(twice)).toMatchObject({ sequence: seq });
    const decisions = dossier.decisions.map((row) => ({ ...row, milli_points: 20_000 }));
    expect(failing({ ...dossier, decisions })).toEqual({ projection: seq });
    const { checkpoint } = dossier;
    const resigned = checkpoint.replace(/— (\S+) .{4}/, "— $1 AAAA");
    expect(failing({ ...dossier, checkpoint: resigned })).toHaveProperty("signatures");
    expect(() => check(services, dossier, "no key")).toThrow(RangeError);
  });

  test("what is no dossier is refused", () => {
    for (const text of ["", "{}", '{"kind":"assay-dossier","v":2}'])
      expect(() => parseDossier(text)).toThrow(RangeError);
  });
});
