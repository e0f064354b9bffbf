import { expect, test } from "vitest";
import { findGap } from "../../../server/services/history/find-gap.ts";
import type { HistoryStep } from "../../../server/services/history/history-view.ts";

/** Kept states and entries in order; the time of each is its place. */
const toSteps = (names: string): HistoryStep[] =>
  names.split(" ").map((name, place) => {
    const key = `${name}${place}`;
    if (name === "version" || name === "final" || name === "now") {
      return { key, at: name === "now" ? null : String(place), kind: name, people: [], event: null };
    }
    return { key, at: String(place), kind: "event", people: [], event: { seq: place, type: name, note: null } };
  });

test.each([
  ["a reply before anything was kept", "batch.opened message.posted now", 1, { since: null, until: null }],
  ["a reply between two versions", "version message.posted version", 1, { since: "0", until: "2" }],
  ["a reply before what is not kept yet", "version message.posted now", 1, { since: "0", until: null }],
  ["a reply after which nothing was written", "version version message.posted", 2, null],
  ["a version", "version message.posted version", 2, null],
  ["what stands now", "version now", 1, null],
  ["the opening", "annotation.created batch.opened version", 1, null],
  ["a note before the opening", "annotation.created batch.opened version", 0, null],
  ["the decision, with writing after it", "version final item.finalised version", 2, null],
])("%s", (_name, names, at, gap) => {
  const steps = toSteps(names);
  expect(findGap(steps, steps[at] as HistoryStep)).toEqual(gap);
});
