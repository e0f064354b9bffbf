import { describe, expect, test } from "vitest";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { isRefusal, toRefusalStatus } from "#domain/refusal-status.ts";
import { Refusal } from "#domain/refusal.ts";

describe("refusal", () => {
  test.each([
    ["thing.absent", 404],
    ["actor.forbidden", 403],
    ["score.version-conflict", 409],
    ["command.facts-differ", 409],
    ["sign-in.wrong", 422],
    ["sign-in.throttled", 429],
    ["evidence.too-large", 413],
    ["session.signed-out", 401],
    ["score.reason-missing", 422],
    ["thing.constructor", 422],
    ["absent", 404],
  ])("%s is %i", (code, status) => {
    expect(toRefusalStatus(code)).toBe(status);
  });

  test("carries its code, the key of its sentence and its facts", () => {
    const answer = refusalResponse(new Refusal("score.version-conflict", { current: 2 }));
    expect(answer.data).toEqual({
      refusal: {
        code: "score.version-conflict",
        key: "errors:refusal.score.version-conflict",
        details: { current: 2 },
      },
    });
    expect(answer.init?.status).toBe(409);
  });

  test("of what is absent tells nothing about what was asked for", () => {
    const hidden = refusalResponse(new Refusal("cite.absent", { id: "7" }));
    expect(hidden).toEqual(refusalResponse(new Refusal("thing.absent")));
  });

  test("says in a header when to try again", () => {
    const { init } = refusalResponse(new Refusal("sign-in.throttled", { waitSeconds: 8 }));
    expect(new Headers(init?.headers).get("Retry-After")).toBe("8");
  });

  test("is known by its name, because pages carry a copy of the class", () => {
    const copy = Object.assign(new Error("score.blank"), { name: "Refusal", code: "score.blank", details: {} });
    expect(isRefusal(copy)).toBe(true);
    for (const other of [new Error("Refusal"), { name: "Refusal", code: "a.b" }, null]) {
      expect(isRefusal(other)).toBe(false);
    }
    expect(() => refusalResponse(new Error("disk"))).toThrow("disk");
  });
});
