import { expect, test } from "vitest";
import { EVENTS } from "#domain/event/catalogue.ts";
import { EVENT_GROUPS, formatLogQuery, isPublicTerm, matchesType, parseLogQuery } from "#domain/ledger/log-query.ts";

test("tokens with keys, quotes and negation, and what they mean without a key", () => {
  const query = '-type:annotation.* entity:"Lào Cai" after:2026-05-15T07:30 Huế #48214 0123456789abcdef odd:thing';
  const terms = parseLogQuery(query).map(({ key, value, isNegated }) => `${isNegated ? "not " : ""}${key} ${value}`);
  expect(terms).toEqual([
    "not type annotation.*",
    "entity Lào Cai",
    "after 2026-05-15T07:30",
    "text Huế",
    "leaf 48214",
    "hash 0123456789abcdef",
    "text odd:thing",
  ]);
});

test("what is written is read as the same again; repeated and empty tokens go", () => {
  const query = 'entity:"Lào Cai" -actor:experts Huế';
  expect(formatLogQuery(parseLogQuery(`${query}  Huế entity: -`))).toBe(`${query} -`);
  expect(formatLogQuery(parseLogQuery(query))).toBe(query);
  expect(parseLogQuery("")).toEqual([]);
});

test("number, time, hash and checkpoint are public; their negation and all else are not", () => {
  const [leaf, after, hash, proof, type, noLeaf] = parseLogQuery(
    "leaf:4 after:2026-01-01 hash:abcdef proof:waiting type:score.* -leaf:4",
  ).map(isPublicTerm);
  expect([leaf, after, hash, proof, type, noLeaf]).toEqual([true, true, true, true, false, false]);
});

test("every event is in exactly one group", () => {
  for (const type of Object.keys(EVENTS)) {
    const groups = Object.values(EVENT_GROUPS).filter((patterns) =>
      patterns.some((pattern) => matchesType(type, pattern)),
    );
    expect(groups, type).toHaveLength(1);
  }
});
