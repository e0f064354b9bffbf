import { expect, test } from "vitest";
import type { Act } from "#domain/event/act.ts";
import { BlindLeftovers } from "#domain/ledger/blind-leftovers.ts";

const act = (type: string, head: object, value: object = {}) => ({ head: { type, ...head }, value, text: {} }) as Act;
const seal = (actor: string, item = "i1") => act("score.sealed", { actor, item });
const note = (verb: string, annotation: string) =>
  act(`annotation.${verb}`, { actor: "A", item: "i1" }, { annotation });

function leftoversOf(acts: readonly Act[]): number[] {
  const leftovers = new BlindLeftovers((item) => (item === "i1" ? "b1" : "b2"));
  acts.forEach((one, seq) => leftovers.add(seq, one));
  return acts.flatMap((_, seq) => (leftovers.has(seq) ? [seq] : []));
}

const opening = act("batch.opened", { batch: "b1" });

test("a replaced seal stays its expert's, the one that stood is opened", () => {
  expect(leftoversOf([seal("A"), seal("B"), seal("A"), opening])).toEqual([0]);
});

test("a withdrawn seal and its withdrawal stay its expert's", () => {
  expect(leftoversOf([seal("A"), act("score.withdrawn", { actor: "A", item: "i1" }), seal("A"), opening])).toEqual([
    0, 1,
  ]);
});

test("earlier versions and removed annotations stay their author's", () => {
  const blind = [note("created", "a"), note("revised", "a"), note("created", "b"), note("removed", "b")];
  expect(leftoversOf([...blind, opening])).toEqual([0, 2, 3]);
});

test("an earlier version of a private reply stays its author's, and all of them under a removed annotation", () => {
  const reply = (verb: string, message: string, annotation = "a") =>
    act(`message.${verb}`, { actor: "A", item: "i1" }, { message, annotation });
  const edited = [note("created", "a"), reply("posted", "m"), reply("revised", "m"), reply("posted", "k"), opening];
  expect(leftoversOf(edited)).toEqual([1]);
  expect(leftoversOf([...edited.slice(0, 4), note("removed", "a"), opening])).toEqual([0, 1, 2, 3, 4]);
  expect(leftoversOf([...edited, reply("revised", "m")])).toEqual([1]);
});

test("after the opening every version is the panel's; other batches are still blind", () => {
  const later = [
    opening,
    note("created", "a"),
    note("revised", "a"),
    note("removed", "a"),
    seal("A", "i2"),
    seal("A", "i2"),
  ];
  expect(leftoversOf(later)).toEqual([4]);
});

test("a fresh reviewer's score of a case replaces nobody's", () => {
  expect(leftoversOf([seal("A"), act("score.sealed", { actor: "A", item: "i1", case: "c1" })])).toEqual([]);
});
