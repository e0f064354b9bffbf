import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { once, until } from "../../helpers/until.ts";

describe("until", () => {
  test("gives the first truthy value, and a throw means not yet", async () => {
    let calls = 0;
    const check = (): string | null => {
      calls += 1;
      if (calls === 1) throw new Error("too early");
      return calls === 3 ? "there" : null;
    };
    expect(await until(check)).toBe("there");
    expect(calls).toBe(3);
  });

  test("names what did not come, the limit and the last complaint", async () => {
    const check = (): never => {
      throw new Error("still closed");
    };
    const waiting = until(check, { timeoutMs: 20, what: "the door" });
    await expect(waiting).rejects.toMatchObject({
      message: "not within 20 ms: the door",
      cause: { message: "still closed" },
    });
  });
});

describe("once", () => {
  test("gives the arguments of the next event", async () => {
    const emitter = new EventEmitter();
    const waiting = once(emitter, "score");
    emitter.emit("score", 7, "milli");
    expect(await waiting).toEqual([7, "milli"]);
  });

  test("listens to event targets too", async () => {
    const target = new EventTarget();
    const waiting = once(target, "open");
    target.dispatchEvent(new Event("open"));
    expect(await waiting).toHaveLength(1);
  });

  test("fails on the emitter's error and on the limit", async () => {
    const emitter = new EventEmitter();
    const broken = once(emitter, "score");
    emitter.emit("error", new Error("cut off"));
    await expect(broken).rejects.toThrow("cut off");
    await expect(once(emitter, "score", { timeoutMs: 20 })).rejects.toThrow('not within 20 ms: event "score"');
  });
});
