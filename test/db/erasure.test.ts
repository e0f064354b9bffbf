import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ERASED_TEXT } from "#domain/event/erased-text.ts";
import { sql } from "kysely";
import { describeDifference, rebuildDatabase } from "../../server/services/rebuild/rebuild-database.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { checkReplica } from "../../server/services/ledger/check-replica.ts";
import { readReplica } from "../../server/services/ledger/replica.ts";
import { createServices, type Services } from "../../server/services/services.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { DIALECTS, openTestDatabase, type TestDatabase } from "../helpers/open-test-database.ts";
import { type Person, ROUND } from "../helpers/make-round.ts";
import { writeTogether } from "./conclusion-rows.ts";
import {
  type ErasureWorld,
  makeErasureWorld,
  makeOfficer,
  publishRound,
  TEXT_NAMES,
  wordsOf,
} from "./erasure-world.ts";

const REASON = "Chủ thể dữ liệu đã rút sự đồng ý bằng văn bản.";
const GROUND = "consent-withdrawn" as const;

const propose = (by: Person, entries: number[], identities: string[] = []) =>
  by.submit({
    type: "erasure.proposed",
    facts: {},
    value: { entries, identities, ground: GROUND },
    text: { reason: REASON },
  });

const confirm = (by: Person, proposal: number, entries: number[], identities: string[] = []) =>
  by.submit({
    type: "erasure.confirmed",
    facts: {},
    value: { proposal, entries, identities, ground: GROUND },
    text: {},
  });

describe.each(DIALECTS)("%s: erasure", (dialect) => {
  const replicaDir = makeTestDir();
  let database: TestDatabase;
  let services: Services;
  let world: ErasureWorld;
  let officer: Person;

  beforeAll(async () => {
    database = await openTestDatabase(dialect);
    services = await createServices({
      database,
      dataDir: makeTestDir(),
      replicaDir,
      logOrigin: "test.example/log",
      now: () => new Date(),
      isSimulated: false,
    });
    world = await makeErasureWorld(services);
    officer = world.round.officers[0];
  });
  afterAll(() => services.ledger.close());

  const entriesOf = (): number[] => TEXT_NAMES.map((name) => world.seqs[name]).sort((a, b) => a - b);

  describe("the rules, one by one", () => {
    const refused = async (submitted: Promise<unknown>, code: string): Promise<void> => {
      const before = services.ledger.size();
      await expect(submitted).rejects.toMatchObject({ code });
      expect(services.ledger.size()).toBe(before);
    };

    test("never before publication", async () => {
      await refused(propose(world.dpo, [world.seqs.seal]), "erasure.not-published");
      // Nor does the answer tell which of the entries that nobody may read yet have words.
      const phase = await findSeq(database, "round.phase-moved");
      await refused(propose(world.dpo, [phase]), "erasure.not-published");
      await refused(propose(world.dpo, [], [world.round.panel1.chair.actorId]), "erasure.not-published");
    });

    test("never while a case on the item is open", async () => {
      await publishRound(services);
      await refused(propose(world.dpo, [world.seqs.seal]), "erasure.case-open");
      await refused(propose(world.dpo, [], [world.round.panel1.chair.actorId]), "erasure.case-open");
      await publishRound(services, "independent");
      await world.decideCase();
      await publishRound(services);
    });

    test("only texts that are there, each named once, in order", async () => {
      const [first, second] = entriesOf() as [number, number];
      await refused(propose(world.dpo, []), "erasure.empty");
      await refused(propose(world.dpo, [second, first]), "erasure.not-ascending");
      await refused(propose(world.dpo, [first, first]), "erasure.not-ascending");
      await refused(propose(world.dpo, [999_999]), "erasure.no-such-entry");
      const opened = await database.reader
        .selectFrom("ledger_head")
        .select("seq")
        .where("type", "=", "batch.opened")
        .executeTakeFirstOrThrow();
      await refused(propose(world.dpo, [opened.seq]), "erasure.no-text");
      await refused(propose(world.dpo, [], ["a_0000000000000000"]), "erasure.no-such-identity");
      await refused(propose(world.dpo, [], [officer.actorId]), "erasure.no-such-identity");
    });

    test("by the secretariat and for data protection, and nobody else", async () => {
      const { round, seqs } = world;
      for (const person of [round.administrator, round.support, round.agencies[0]]) {
        await refused(propose(person, [seqs.seal]), "thing.absent");
      }
      await refused(propose(round.auditor, [seqs.seal]), "action.forbidden");
    });

    test("two persons of the two offices, and exactly what was proposed", async () => {
      const entries = [world.seqs.reply];
      const both = await makeOfficer(services, "both", ["dpo", "secretariat"]);
      const { seq } = await propose(officer, entries);
      await refused(confirm(world.round.officers[1], seq, entries), "action.forbidden");
      await refused(confirm(world.round.administrator, seq, entries), "thing.absent");
      await refused(confirm(world.dpo, seq, [world.seqs.claim]), "command.facts-differ");
      await refused(confirm(world.dpo, 999_999, entries), "thing.absent");
      const byBoth = await propose(both, entries);
      const before = services.ledger.size();
      await expect(confirm(both, byBoth.seq, entries)).rejects.toMatchObject({ code: "two-persons.same-person" });
      expect(services.ledger.size()).toBe(before + 1);
      const [attempt] = await database.reader
        .selectFrom("ledger_head")
        .select("type")
        .where("seq", "=", before)
        .execute();
      expect(attempt?.type).toBe("attempt.refused");
    });

    test("again when it is confirmed: a case that was opened in between stops it", async () => {
      const entries = [world.seqs.change];
      const { seq } = await propose(officer, entries);
      await publishRound(services, "response");
      await refused(confirm(world.dpo, seq, entries), "erasure.not-published");
      await publishRound(services);
    });
  });

  test("no other change of the parts gets past the triggers", async () => {
    const tries = [
      sql`update ledger_part set text = null where seq = ${world.seqs.final}`,
      sql`update ledger_part set value = head where seq = ${world.seqs.final}`,
      sql`update ledger_part set text = head where seq = ${world.seqs.final}`,
      sql`delete from ledger_part where seq = ${world.seqs.final}`,
    ];
    for (const statement of tries) {
      await expect(database.writer.run((trx) => statement.execute(trx))).rejects.toThrow("append-only");
    }
  });

  describe("once it is confirmed", () => {
    let boxes: Uint8Array[];
    let erasureSeq: number;
    let sizeBefore: number;
    const identities = (): string[] => [world.round.panel1.experts[0]?.actorId ?? ""];
    const documents = (): string[] => [`conclusion/${world.itemId}`, `draft/${world.itemId}/${identities()[0]}`];

    beforeAll(async () => {
      const rows = await database.reader
        .selectFrom("ledger_part")
        .select("text")
        .where("seq", "in", entriesOf())
        .execute();
      boxes = rows.map((row) => row.text as Uint8Array);
      expect((await findWords(database)).sort()).toEqual([...SHOWN].sort());
      for (const name of documents()) await writeTogether(services, name, world.round.panel1.experts);
      const { seq } = await propose(world.dpo, entriesOf(), identities());
      sizeBefore = services.ledger.size();
      erasureSeq = (await confirm(officer, seq, entriesOf(), identities())).seq;
    });

    test("it is one entry, and the text of each entry that it names is gone", async () => {
      expect(services.ledger.size()).toBe(sizeBefore + 1);
      const left = await database.reader
        .selectFrom("ledger_part")
        .select("seq")
        .where("text", "is", null)
        .orderBy("seq")
        .execute();
      expect(left.map((row) => row.seq)).toEqual(entriesOf());
    });

    test("no table says the words any more, and each place that did says erased", async () => {
      expect(await findWords(database)).toEqual([]);
      const { reader: db } = database;
      const score = await db.selectFrom("score").select("justification").where("seq", ">=", 0).execute();
      expect(score.filter((row) => row.justification === ERASED_TEXT)).toHaveLength(2);
      const decisions = await db.selectFrom("decision").select(["version", "reason"]).orderBy("version").execute();
      expect(decisions.filter((row) => row.reason === ERASED_TEXT).map((row) => row.version)).toEqual([1, 2]);
      const [row] = await db.selectFrom("review_case").selectAll().execute();
      expect([row?.claim, row?.admission_reason, row?.proposal_reason]).toEqual(Array(3).fill(ERASED_TEXT));
      expect(await db.selectFrom("message").select("body").execute()).toEqual([{ body: ERASED_TEXT }]);
    });

    test("the checks of the database hold, and a replay gives the same rows", async () => {
      const problems = (await checkDatabase(database, services.vault)).flatMap((one) => one.problems);
      expect(problems).toEqual([]);
      const target = await openTestDatabase("sqlite");
      const report = await rebuildDatabase({ source: database.reader, target, vault: services.vault });
      // No command publishes a round yet: the test did.
      const others = report.differences.filter((one) => one.table !== "round");
      expect(others.map(describeDifference)).toEqual([]);
      expect(report.root).toBe(report.stored.root);
    });

    test("nor in the second copy of the log, which goes on", async () => {
      const texts = [];
      for await (const { seq, boxes: copied } of readReplica(replicaDir)) {
        if (entriesOf().includes(seq)) texts.push(copied.text);
      }
      expect(texts).toEqual(entriesOf().map(() => null));
      expect((await checkReplica(database.reader, replicaDir)).problems).toEqual([]);
    });

    test("the identity leads to nobody, and its account went with its only seat", async () => {
      const [expert, other] = world.round.panel1.experts as [Person, Person];
      const { reader: db } = database;
      const left = await db.selectFrom("pseudonym").select("actor_id").where("round_id", "=", ROUND).execute();
      expect(left.map((row) => row.actor_id)).not.toContain(expert.actorId);
      expect(left.map((row) => row.actor_id)).toContain(other.actorId);
      const accounts = (await db.selectFrom("account").select("id").execute()).map((row) => row.id);
      expect(accounts).not.toContain(expert.accountId);
      expect(accounts).toContain(other.accountId);
      const credential = db.selectFrom("credential").select("account_id").where("account_id", "=", expert.accountId);
      expect(await credential.execute()).toEqual([]);
    });

    test("a conclusion's versions no longer say that the person wrote; those of their draft are gone", async () => {
      const [, other] = world.round.panel1.experts as [Person, Person];
      const [conclusion = "", draft = ""] = documents();
      const { versions } = services.documents;
      expect((await versions.list(conclusion)).at(-1)?.writers).toEqual([other.accountId]);
      expect((await versions.read(conclusion, null))?.nodes).toHaveLength(2);
      expect(await versions.list(draft)).toEqual([]);
    });

    test("it cannot be confirmed again, and what is erased cannot be erased again", async () => {
      const row = await database.reader
        .selectFrom("erasure")
        .select("seq")
        .where("confirmed_seq", "=", erasureSeq)
        .executeTakeFirstOrThrow();
      await expect(confirm(officer, row.seq, entriesOf(), identities())).rejects.toMatchObject({
        code: "erasure.already-confirmed",
      });
      await expect(propose(world.dpo, [world.seqs.seal])).rejects.toMatchObject({ code: "erasure.already-erased" });
    });

    // PostgreSQL keeps files of its own; its rows are looked at above.
    if (dialect !== "sqlite") return;
    test("the bytes are in no file of the database", () => {
      const files = ["", "-wal"].map((end) => readFileSync(`${database.location}${end}`));
      for (const box of boxes) for (const file of files) expect(file.includes(Buffer.from(box))).toBe(false);
      for (const name of TEXT_NAMES) for (const file of files) expect(file.includes(wordsOf(name)), name).toBe(false);
    });
  });
});

/** The first entry of a type. */
async function findSeq({ reader }: TestDatabase, type: string): Promise<number> {
  const query = reader.selectFrom("ledger_head").select("seq").where("type", "=", type).orderBy("seq");
  return (await query.executeTakeFirstOrThrow()).seq;
}

/** What a table shows in the clear before the erasure: a replaced seal and the returned reason are in none. */
const SHOWN = TEXT_NAMES.filter((name) => name !== "replaced" && name !== "returned");

/** Names of the texts whose words stand in some row of some table. */
async function findWords({ reader }: TestDatabase): Promise<string[]> {
  const tables = ["score", "score_change", "annotation", "message", "decision", "review_case", "evidence"] as const;
  const rows = await Promise.all(tables.map((table) => reader.selectFrom(table).selectAll().execute()));
  const text = JSON.stringify(rows);
  return TEXT_NAMES.filter((name) => text.includes(wordsOf(name)));
}
