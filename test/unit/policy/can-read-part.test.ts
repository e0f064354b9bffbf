// Written by hand from the table "Who sees what, from when": for each event and moment, who reads it.
import { describe, expect, test } from "vitest";
import { EVENTS } from "#domain/event/catalogue.ts";
import { type Actor, PUBLIC, type Role } from "#domain/policy/actor.ts";
import { canReadPart, type EntryFacts } from "#domain/policy/can-read-part.ts";
import type { BatchPhase, CaseFacts, ItemFacts, ItemState } from "#domain/policy/thing.ts";

const NOW = "2026-01-05T00:00:00.000Z";
const ROUND = "r1";

const account = (name: string, roles: Role[] = [], entityId: string | null = null): Actor => ({
  accountId: name,
  actorId: `a_${name}`,
  roles,
  entityId,
  seats: [],
});

const seated = (
  name: string,
  panelId: string,
  duty: "expert" | "chair" = "expert",
  conflicts: string[] = [],
): Actor => ({
  ...account(name),
  seats: [
    {
      roundId: ROUND,
      panelId,
      panelNumber: 1,
      actorId: `p_${name}`,
      duty,
      isDeputy: false,
      letter: "A",
      interestExpiresAt: "2026-12-31T00:00:00.000Z",
      conflictEntityIds: conflicts,
    },
  ],
});

/** Letters of the table below. */
const READERS: Record<string, Actor> = {
  A: seated("author", "p1"),
  M: seated("member", "p1"),
  C: seated("chair", "p1", "chair"),
  B: seated("barred", "p1", "expert", ["hue"]),
  O: seated("other", "p2"),
  R: seated("reviewer", "p2"),
  S: account("secretariat", ["secretariat"]),
  K: account("council", ["council"]),
  T: account("support", ["support"]),
  U: account("auditor", ["auditor"]),
  D: account("administrator", ["administrator"]),
  E: account("dpo", ["dpo"]),
  H: account("hue", ["agency"], "hue"),
  N: account("da-nang", ["agency"], "da-nang"),
  P: PUBLIC,
};

const itemIn = (batchPhase: BatchPhase, state: ItemState, reviewerId: string | null = null): ItemFacts => ({
  itemId: "i1",
  roundId: ROUND,
  panelId: "p1",
  entityId: "hue",
  roundPhase: "independent",
  batchPhase,
  state,
  assignedActorIds: null,
  isChairBound: false,
  reviewerId,
  supplementUntil: null,
});

const blind = itemIn("independent", "independent");
const opened = itemIn("reconciliation", "opened");
const final = itemIn("reconciliation", "final");
const answered = itemIn("response", "final");
const reviewed = itemIn("response", "under-review", "p_reviewer");

const caseIn = (state: CaseFacts["state"], hasReviewerSealed: boolean): CaseFacts => ({
  item: reviewed,
  state,
  reviewerId: "p_reviewer",
  hasReviewerSealed,
  proposedByAccountId: null,
  hasStake: false,
});

const entryOf = (type: string, facts: Partial<EntryFacts>): EntryFacts => ({
  type,
  actorId: "p_author",
  subjectId: null,
  item: null,
  case: null,
  round: { roundId: ROUND, phase: "independent" },
  batch: null,
  panelId: null,
  reportedKind: null,
  isBlindLeftover: false,
  isOutsideSet: false,
  ...facts,
});

const EVERYBODY = "AMCBORSKTUDEHNP";
const SIGNED_IN = "AMCBORSKTUDEHN";

/** Event, facts, who reads value and text; who reads the head where that differs. */
const TABLE: readonly [what: string, entry: EntryFacts, readers: string, headReaders?: string][] = [
  ["the log's creation", entryOf("log.created", { actorId: "system" }), EVERYBODY],
  ["a new key of the log", entryOf("log.key-rotated", { actorId: "system" }), EVERYBODY],
  ["a new witness policy", entryOf("log.witness-policy-changed", { actorId: "system" }), EVERYBODY],
  ["a new key at rest", entryOf("parts-key.rotated", { actorId: "system" }), "SUDE"],
  ["an hour of the access log", entryOf("access.rooted", { actorId: "system" }), "SUDE"],
  ["a proposed erasure", entryOf("erasure.proposed", { actorId: "a_x" }), "SUE"],
  ["an erasure", entryOf("erasure.confirmed", { actorId: "a_x" }), EVERYBODY],
  ["a framework", entryOf("framework.imported", {}), EVERYBODY],
  ["entities", entryOf("entities.imported", {}), EVERYBODY],
  ["an earlier edition", entryOf("edition.imported", {}), EVERYBODY],
  ["a round", entryOf("round.created", {}), SIGNED_IN],
  ["a published round", entryOf("round.created", { round: { roundId: ROUND, phase: "published" } }), EVERYBODY],
  ["a phase", entryOf("round.phase-moved", {}), SIGNED_IN],
  ["a round's plan", entryOf("round.plan-set", {}), SIGNED_IN],
  ["the opening of a round", entryOf("round.opened", {}), SIGNED_IN],
  ["a proposed change", entryOf("round.change-proposed", {}), "ASKU"],
  ["a change, and why", entryOf("round.change-confirmed", {}), SIGNED_IN],
  ["a change that was left", entryOf("round.change-withdrawn", {}), "ASKU"],
  ["a batch's phase", entryOf("batch.phase-moved", { panelId: "p1" }), SIGNED_IN],
  ["a panel", entryOf("panel.created", { panelId: "p1" }), "AMCBSKU"],
  ["interests", entryOf("interest.declared", { panelId: "p1" }), "ASU"],
  ["a conflict of A", entryOf("conflict.pinned", { actorId: "a_x", subjectId: "p_author" }), "ASU"],
  ["a proposed conflict of A", entryOf("conflict.proposed", { actorId: "a_x", subjectId: "p_author" }), "ASU"],
  ["an assignment", entryOf("assignment.accepted", { actorId: "a_x" }), "SU"],
  ["a proposed move of A's", entryOf("assignment.move-proposed", { actorId: "a_x", subjectId: "p_author" }), "ASU"],
  ["a move of A's", entryOf("assignment.moved", { actorId: "a_x", subjectId: "p_author" }), "ASU"],
  ["an account", entryOf("account.created", { actorId: "system" }), ""],
  ["evidence", entryOf("evidence.added", { actorId: "a_hue", item: blind }), "AMCSKTUH"],
  ["an explanation", entryOf("evidence.explained", { actorId: "a_hue", item: blind }), "AMCSKTUH"],
  // What came after the set was closed is not there for those who score.
  [
    "evidence outside the set",
    entryOf("evidence.added", { actorId: "a_hue", item: blind, isOutsideSet: true }),
    "SKTUH",
  ],
  [
    "an explanation outside the set",
    entryOf("evidence.explained", { actorId: "a_hue", item: blind, isOutsideSet: true }),
    "SKTUH",
  ],
  ["a request for more", entryOf("supplement.requested", { actorId: "a_support", item: blind }), "SKTUH"],
  ["the end of a request", entryOf("supplement.closed", { actorId: "a_support", item: blind }), "SKTUH"],
  ["what was found complete", entryOf("completeness.marked", { actorId: "a_support", item: blind }), "SKTUH"],
  ["a frozen set", entryOf("evidence-set.frozen", { actorId: "a_support", item: blind }), "AMCSKTUH"],
  ["a self-score", entryOf("values.imported", { actorId: "a_x", item: blind, reportedKind: "self-score" }), "SKTUH"],
  ["survey values", entryOf("values.imported", { actorId: "a_x", item: blind, reportedKind: "survey" }), "SKTU"],
  // Who scores any of the entity has it item by item, after a choice on each; the whole import only once it is public.
  [
    "a self-score, opened",
    entryOf("values.imported", { actorId: "a_x", item: opened, reportedKind: "self-score" }),
    "SKTUH",
  ],
  ["a first choice", entryOf("choice.recorded", { item: blind }), "A"],
  ["a first choice, opened", entryOf("choice.recorded", { item: opened }), "AMCSKU"],
  ["a seal", entryOf("score.sealed", { item: blind }), "A"],
  ["a withdrawal", entryOf("score.withdrawn", { item: blind, isBlindLeftover: true }), "A"],
  ["a seal that was kept", entryOf("score.reaffirmed", { item: blind }), "A"],
  ["an opened seal", entryOf("score.sealed", { item: opened }), "AMCSKU"],
  ["a replaced seal, opened", entryOf("score.sealed", { item: opened, isBlindLeftover: true }), "A"],
  ["a change", entryOf("score.changed", { item: opened }), "AMCSKU"],
  ["a kept score", entryOf("score.kept", { item: final }), "AMCSKU"],
  ["a blind annotation", entryOf("annotation.created", { item: blind }), "A"],
  ["an opened annotation", entryOf("annotation.created", { item: opened }), "AMCSKU"],
  ["a new version, opened", entryOf("annotation.revised", { item: opened }), "AMCSKU"],
  ["a thread that was closed while blind", entryOf("annotation.resolved", { item: blind }), "A"],
  ["a blind message", entryOf("message.posted", { item: blind }), "A"],
  ["an opened message", entryOf("message.posted", { item: answered }), "AMCSKU"],
  ["an edited message, opened", entryOf("message.revised", { item: opened }), "AMCSKU"],
  ["an edited message, blind", entryOf("message.revised", { item: blind }), "A"],
  ["what the chair hid, and why", entryOf("annotation.hidden", { item: opened }), "AMCSKU"],
  ["a note left on an earlier version, blind", entryOf("annotation.left-on-earlier", { item: blind }), "A"],
  ["a note left on an earlier version", entryOf("annotation.left-on-earlier", { item: opened }), "AMCSKU"],
  ["a removed note, opened", entryOf("annotation.removed", { item: opened, isBlindLeftover: true }), "A"],
  [
    "a proposal to open",
    entryOf("batch.opening-proposed", { actorId: "p_chair", panelId: "p1", batch: { panelId: "p1", isOpened: false } }),
    "CS",
  ],
  [
    "a proposal that was confirmed",
    entryOf("batch.opening-proposed", { actorId: "p_chair", panelId: "p1", batch: { panelId: "p1", isOpened: true } }),
    "AMCBSKU",
  ],
  ["an opening", entryOf("batch.opened", { actorId: "a_secretariat", panelId: "p1" }), "AMCBSKU", SIGNED_IN],
  ["a final score", entryOf("item.finalised", { actorId: "p_chair", item: final }), "AMCSKTU"],
  ["a minority opinion", entryOf("opinion.recorded", { item: answered }), "AMCSKU"],
  ["a final score in response", entryOf("item.finalised", { actorId: "p_chair", item: answered }), "AMCSKTUH"],
  ["a case", entryOf("case.opened", { actorId: "a_hue", item: reviewed, case: caseIn("opened", false) }), "RSKUH"],
  [
    "an admission",
    entryOf("case.admitted", { actorId: "a_x", item: reviewed, case: caseIn("admissible", false) }),
    "RSKUH",
  ],
  [
    "a refusal",
    entryOf("case.refused", { actorId: "a_x", item: reviewed, case: caseIn("inadmissible", false) }),
    "RSKUH",
  ],
  [
    "an assignment",
    entryOf("case.assigned", { actorId: "a_x", item: reviewed, case: caseIn("re-review", false) }),
    "SKU",
  ],
  [
    "a fresh score",
    entryOf("score.sealed", { actorId: "p_reviewer", item: reviewed, case: caseIn("re-scored", true) }),
    "RSKU",
  ],
  [
    "a proposed outcome",
    entryOf("case.decision-proposed", { actorId: "a_x", item: reviewed, case: caseIn("proposed", true) }),
    "RSKU",
  ],
  [
    "a returned proposal",
    entryOf("case.decision-returned", { actorId: "a_x", item: reviewed, case: caseIn("re-scored", true) }),
    "RSKU",
  ],
  [
    "an outcome",
    entryOf("case.decision-approved", { actorId: "a_x", item: answered, case: caseIn("closed", true) }),
    "RSKUH",
  ],
  ["an index", entryOf("index.computed", { actorId: "system" }), "SKU"],
  [
    "the effect in a published index",
    entryOf("index.computed", { actorId: "system", round: { roundId: ROUND, phase: "published" } }),
    "SKU",
    EVERYBODY,
  ],
  ["a refused attempt", entryOf("attempt.refused", { actorId: "system", subjectId: "a_chair" }), "CU"],
  ["an event of the future", entryOf("score.divined", { item: opened }), "A"],
];

describe("who reads what an entry says", () => {
  const readersOf = (entry: EntryFacts, part: "head" | "value" | "text"): string =>
    Object.entries(READERS)
      .flatMap(([letter, actor]) => (canReadPart(actor, part, entry, NOW) ? [letter] : []))
      .join("");
  const sort = (letters: string): string => [...EVERYBODY].filter((letter) => letters.includes(letter)).join("");

  test.each(TABLE)("%s", (_what, entry, readers, headReaders = readers) => {
    const own = Object.entries(READERS).flatMap(([letter, { actorId, seats }]) =>
      actorId === entry.actorId || seats.some((seat) => seat.actorId === entry.actorId) ? [letter] : [],
    );
    expect(readersOf(entry, "value")).toBe(sort(readers + own.join("")));
    expect(readersOf(entry, "text")).toBe(sort(readers + own.join("")));
    expect(readersOf(entry, "head")).toBe(sort(headReaders + own.join("")));
  });

  test("every event of the catalogue stands in the table", () => {
    const tested = new Set(TABLE.map(([, entry]) => entry.type));
    expect(Object.keys(EVENTS).filter((type) => !tested.has(type))).toEqual([]);
  });
});
