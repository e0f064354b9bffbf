import { beforeAll, describe, expect, test } from "vitest";
import type { RegionTarget } from "#domain/annotation/target.ts";
import { markThreadRead, readUnread } from "../../server/services/annotation/read-unread.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import type { Services } from "../../server/services/services.ts";
import { type Person, ROUND } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { open, seal } from "../helpers/path-steps.ts";
import { ITEM, makeNoteWorld, type NoteWorld } from "./note-world.ts";

const WORDS = "Kinh phí được cân đối từ ngân sách thành phố hằng năm";
const REASON = "Lời này nêu tên người ngoài hội đồng.";

describe.each(DIALECTS)("%s: notes and what is said under them", (dialect) => {
  let services: Services;
  let world: NoteWorld;
  let a: Person;
  let b: Person;
  let chair: Person;

  const region = (change: Partial<RegionTarget> = {}): RegionTarget => ({
    ...{ kind: "region", evidence: "e1", sha256: world.stored.sha256, page: 1 },
    box: { x: 10_000, y: 20_000, width: 30_001, height: 5 },
    ...change,
  });
  const unreadOf = async (person: Person): Promise<string[]> =>
    (await readUnread(services, { id: person.accountId })).map((one) => `${one.kind} ${one.noteId}`);
  const noteOf = async (person: Person, id: string) => (await world.see(person)).notes.find((note) => note.id === id)!;

  beforeAll(async () => {
    services = await openTestServices(dialect);
    world = await makeNoteWorld(services, ["Điều 1. Mục tiêu", `${WORDS} theo phân cấp.`, "Điều 2. Tổ chức"]);
    [a, b] = world.round.panel1.experts as [Person, Person];
    ({ chair } = world.round.panel1);
  });

  test("a region stands exactly where it was drawn, and is its author's alone while blind", async () => {
    await world.mark(a, "vung", region());
    const note = await noteOf(a, "vung");
    expect(note).toMatchObject({ region: { page: 1, box: region().box }, isOrphan: false, place: null, quote: "" });
    for (const person of [b, chair, world.round.officers[0], world.round.auditor, world.round.agencies[0]]) {
      expect((await world.see(person)).notes).toEqual([]);
    }
  });

  test.each([
    ["another file", { sha256: "0".repeat(64) }, "annotation.other-file"],
    ["a page that is not there", { page: 2 }, "annotation.other-page"],
    ["another item's document", { evidence: "khong-co" }, "thing.absent"],
  ])("a region on %s is refused", async (_what, change, code) => {
    await expect(world.mark(a, "sai", region(change))).rejects.toMatchObject({ code });
  });

  test("while blind nobody can be called on", async () => {
    const mentioning = world.quote(a, "goi", WORDS, [b.actorId]);
    await expect(mentioning).rejects.toMatchObject({ code: "annotation.private-mention" });
    await world.quote(a, "goi", WORDS);
    const reply = world.reply(a, "m0", { annotation: "goi", mentions: [b.actorId] });
    await expect(reply).rejects.toMatchObject({ code: "annotation.private-mention" });
  });

  test("who is called on finds it among what is unread, until they have read the thread", async () => {
    for (const expert of [a, b]) await seal(services, expert, { itemId: ITEM, milliPoints: 14_000, level: 3 });
    await open(services, chair, world.round.officers[0], `${ROUND}.p1.m2`);
    expect(await unreadOf(b)).toEqual([]);
    await world.reply(a, "m1", { annotation: "goi", mentions: [b.actorId] });
    expect([await unreadOf(b), await unreadOf(a), await unreadOf(chair)]).toEqual([["mention goi"], [], []]);
    expect(await noteOf(b, "goi")).toMatchObject({ isUnread: true, replies: [{ mentions: [b.actorId] }] });
    await markThreadRead(services, { id: b.accountId }, "goi");
    expect([await unreadOf(b), (await noteOf(b, "goi")).isUnread]).toEqual([[], false]);
  });

  test("a reply is unread for who began the thread and who spoke in it, and for nobody else", async () => {
    await world.reply(b, "m2", { annotation: "goi" });
    await world.reply(chair, "m3", { annotation: "goi" });
    expect([await unreadOf(a), await unreadOf(b), await unreadOf(chair)]).toEqual([
      ["reply goi", "reply goi"],
      ["reply goi"],
      [],
    ]);
    await expect(markThreadRead(services, { id: world.round.agencies[0].accountId }, "goi")).rejects.toMatchObject({
      code: "thing.absent",
    });
  });

  test("only members of the panel can be called on", async () => {
    const stranger = world.round.panel2.experts[0]!.actorId;
    const reply = world.reply(a, "m4", { annotation: "goi", mentions: [stranger] });
    await expect(reply).rejects.toMatchObject({ code: "annotation.unknown-mention" });
  });

  test("a reply is edited by its author only, as a new version that calls nobody twice", async () => {
    const edit = async (person: Person, version: number, mentions: string[]) =>
      person.submit({
        type: "message.revised",
        facts: { ...(await world.facts()), expects: version - 1 },
        value: { message: "m1", annotation: "goi", version, mentions },
        text: { body: "lời đã sửa" },
      });
    await markThreadRead(services, { id: b.accountId }, "goi");
    await expect(edit(b, 2, [])).rejects.toMatchObject({ code: "actor.forbidden" });
    await expect(edit(a, 3, [])).rejects.toMatchObject({ code: "message.version-conflict" });
    await edit(a, 2, [b.actorId]);
    expect(await unreadOf(b)).toEqual([]);
    const { replies } = await noteOf(b, "goi");
    expect(replies.map(({ id, body, version }) => [id, body, version])).toEqual([
      ["m1", "lời đã sửa", 2],
      ["m2", "lời m2", 1],
      ["m3", "lời m3", 1],
    ]);
  });

  test("what the chair hides is read by its author, and by others only why; the chair can show it again", async () => {
    const hide = async (person: Person, hidden: boolean, message: string | null = null) =>
      person.submit({
        type: "annotation.hidden",
        facts: await world.facts(),
        value: { annotation: "goi", message, hidden },
        text: { reason: REASON },
      });
    await expect(hide(b, true)).rejects.toMatchObject({ code: "action.forbidden" });
    await hide(chair, true);
    await expect(hide(chair, true)).rejects.toMatchObject({ code: "annotation.is-hidden" });
    expect(await noteOf(b, "goi")).toMatchObject({ body: "", replies: [], hidden: { reason: REASON } });
    expect(await noteOf(a, "goi")).toMatchObject({ body: "ghi chú goi", hidden: { reason: REASON } });
    expect(JSON.stringify(await world.see(b))).not.toContain("ghi chú goi");
    const answered = world.reply(b, "m5", { annotation: "goi" });
    await expect(answered).rejects.toMatchObject({ code: "annotation.is-hidden" });
    expect((await world.see(b)).reconciliation?.openQuestions).toBe(1);
    await hide(chair, false);
    await hide(chair, true, "m2");
    const { body, replies } = await noteOf(a, "goi");
    expect([body, replies.find((reply) => reply.id === "m2")]).toMatchObject([
      "ghi chú goi",
      { body: "", hidden: { reason: REASON } },
    ]);
  });

  test("the history has every version with its author, for those who may read it", async () => {
    const asking = (person: Person) => ({ id: person.accountId, displayName: "" });
    const { threads } = await services.pages.noteHistory(asking(b), { itemId: ITEM });
    const steps = threads.find((thread) => thread.noteId === "goi")!.steps;
    const said = steps.filter((step) => step.message === "m1").map((step) => [step.type, step.version, step.words]);
    expect(said).toEqual([
      ["message.posted", 1, "lời m1"],
      ["message.revised", 2, "lời đã sửa"],
    ]);
    for (const person of [world.round.agencies[0], world.round.support, world.round.panel2.chair]) {
      const read = services.pages.noteHistory(asking(person), { itemId: ITEM });
      await expect(read).rejects.toMatchObject({ code: "thing.absent" });
    }
  });

  test("leaves the database sound", async () => {
    const results = await checkDatabase(services.database, services.vault);
    expect(results.filter(({ problems }) => problems.length > 0)).toEqual([]);
  });
});
