import { beforeAll, describe, expect, test } from "vitest";
import { checkModel } from "#domain/annotation/web-annotation/check-model.ts";
import type { Services } from "../../server/services/services.ts";
import type { Person } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { ITEM, makeNoteWorld, type NoteWorld } from "./note-world.ts";

/** Twelve paragraphs: some stay, some move, one is changed a little, some go. */
const ORDINALS = ["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"];
const TOPICS = ["ngân sách", "dữ liệu", "hạ tầng", "nhân lực", "dịch vụ công", "an toàn thông tin"];
const paragraph = (at: number): string =>
  `Khoản ${ORDINALS[at]} giao cơ quan phụ trách ${TOPICS[at % 6]} hoàn thành chỉ tiêu quý ${ORDINALS[at]} đúng hạn.`;
const OLD = ORDINALS.map((_, at) => paragraph(at));
/** Two moved to the end, one reworded in a word, three deleted, and one that was not there before. */
const DELETED = [4, 7, 9];
const MOVED = [0, 1];
const REWORDED = 5;
const NEW = [
  "Quyết định này thay thế văn bản đã ban hành.",
  ...OLD.map((text, at) => (at === REWORDED ? text.replace("hoàn thành", "hoàn tất") : text)).filter(
    (_, at) => !DELETED.includes(at) && !MOVED.includes(at),
  ),
  ...MOVED.map((at) => OLD[at] as string),
];

describe.each(DIALECTS)("%s: a new version of a document", (dialect) => {
  let services: Services;
  let world: NoteWorld;
  let a: Person;

  const noteOf = async (id: string) => (await world.see(a)).notes.find((note) => note.id === id)!;

  beforeAll(async () => {
    services = await openTestServices(dialect);
    world = await makeNoteWorld(services, OLD);
    a = world.round.panel1.experts[0]!;
    for (const [at] of OLD.entries()) await world.quote(a, `n${at}`, (OLD[at] as string).slice(0, 60));
    const { sha256 } = world.stored;
    const box = { x: 1_000, y: 1_000, width: 50_000, height: 9_000 };
    await world.mark(a, "vung", { kind: "region", evidence: "e1", sha256, page: 1, box });
    await world.replace(NEW);
  });

  test("finds what stayed and what moved, lists what is gone, and is wrong about none", async () => {
    const { notes, evidence } = await world.see(a);
    expect(evidence.map(({ id }) => id)).toEqual(["e2"]);
    const counts = { orphan: 0, exact: 0, fuzzy: 0, unchecked: 0, wrong: 0 };
    for (const note of notes) {
      expect([note.evidenceId, note.earlier?.newestId]).toEqual(["e1", "e2"]);
      const proposal = note.earlier?.proposal ?? null;
      if (proposal === null) counts.orphan += 1;
      else if (proposal.found !== "position") counts[proposal.found] += 1;
      const at = Number(note.id.slice(1));
      const isGone = DELETED.includes(at);
      const isSame = at === REWORDED ? proposal?.found === "fuzzy" : proposal?.words.exact === note.quote;
      if (note.id !== "vung" && (isGone ? proposal !== null : !isSame)) counts.wrong += 1;
    }
    expect(counts).toEqual({ orphan: 3, exact: 8, fuzzy: 1, unchecked: 1, wrong: 0 });
  });

  test("a note stays on its version until its author takes it over, with everything that it says", async () => {
    const { earlier, kind, criterion, body } = await noteOf("n2");
    const { target, words } = earlier!.proposal!;
    await a.submit({
      type: "annotation.revised",
      facts: { ...(await world.facts()), expects: 1 },
      value: { annotation: "n2", version: 2, kind, criterion, target, mentions: [] },
      text: { ...words, body },
    });
    expect(await noteOf("n2")).toMatchObject({ evidenceId: "e2", version: 2, earlier: null, found: "position", body });
  });

  test("or leaves it there, and is not asked again about this version", async () => {
    const leave = async (evidence: string, version = 1) =>
      a.submit({
        type: "annotation.left-on-earlier",
        facts: { ...(await world.facts()), expects: version },
        value: { annotation: "n4", version, evidence },
        text: {},
      });
    await expect(leave("e1")).rejects.toMatchObject({ code: "annotation.no-newer-version" });
    await expect(leave("e2", 2)).rejects.toMatchObject({ code: "annotation.version-conflict" });
    await leave("e2");
    expect(await noteOf("n4")).toMatchObject({ evidenceId: "e1", isOrphan: false, earlier: { isLeft: true } });
  });

  test("goes out as a valid file, and comes back as drafts on the documents that have the words", async () => {
    const asking = { id: a.accountId, displayName: "" };
    const address = `https://assay.example/items/${ITEM}`;
    const json = await services.pages.noteExport(asking, { itemId: ITEM, address });
    expect(checkModel(JSON.parse(json))).toEqual([]);
    const read = await services.pages.noteImport(asking, { itemId: ITEM, json, kind: "question" });
    if (!read.ok) throw new Error("no file");
    const drafts = read.rows.flatMap((row) => ("draft" in row ? [row.draft] : []));
    const notes = (await world.see(a)).notes;
    expect(drafts.map(({ target, text }) => ({ target, body: text.body }))).toEqual(
      notes.map(({ target, body }) => ({ target, body })),
    );
  });
});
