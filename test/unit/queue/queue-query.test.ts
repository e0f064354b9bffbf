import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatQueueQuery,
  GROUPINGS,
  NO_QUERY,
  parseQueueQuery,
  QUEUE_STATES,
  type QueueQuery,
} from "../../../server/domain/queue/queue-query.ts";

const names = fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 5 });
const queries: fc.Arbitrary<QueueQuery> = fc.record({
  state: fc.option(fc.constantFrom(...QUEUE_STATES)),
  withoutMainIndices: names.map((codes) => new Set(codes)),
  withoutEntities: names.map((ids) => new Set(ids)),
  text: fc.string({ maxLength: 100 }).filter((text) => text.trim() !== "" || text === ""),
  pagesMin: fc.option(fc.integer({ min: 1, max: 100_000 })),
  gapMin: fc.option(fc.integer({ min: 1, max: 100_000 })),
  grouping: fc.constantFrom(...GROUPINGS),
});

describe("the query of a queue", () => {
  test("comes back from its address", () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(parseQueueQuery(formatQueueQuery(query))).toEqual(query);
      }),
      { seed: 20261130 },
    );
  });

  test("is one text for one query, and empty for none", () => {
    const sets = { withoutEntities: new Set(["b", "a"]), withoutMainIndices: new Set(["2", "1"]) };
    const turned = { withoutEntities: new Set(["a", "b"]), withoutMainIndices: new Set(["1", "2"]) };
    expect(formatQueueQuery({ ...NO_QUERY, ...sets })).toBe(formatQueueQuery({ ...NO_QUERY, ...turned }));
    expect(formatQueueQuery(NO_QUERY)).toBe("");
  });

  test("leaves out what cannot be read", () => {
    const bad = "state=nowhere&pages=-3&pages=x&gap=1e9&group=moon&__proto__=1&text=%E0%A4";
    expect(parseQueueQuery(bad)).toEqual({ ...NO_QUERY, text: "\ufffd" });
  });
});
