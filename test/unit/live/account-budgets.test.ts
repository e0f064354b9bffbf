import { describe, expect, test } from "vitest";
import { createAccountBudgets, readCpuMs } from "../../../server/live/account-budgets.ts";
import { ROOM_LIMITS } from "../../../server/live/room-limits.ts";

const { accountBurstMs, accountMsPerSecond } = ROOM_LIMITS;
const ONE = { accountId: "one" };
const SMALL = { isLarge: false, extraMs: 0 };
const LARGE = { isLarge: true, extraMs: 0 };

interface Passed {
  readonly wallMs: number;
  readonly cpuMs?: number;
  readonly idleMs?: number;
}

/** Budgets under clocks of the test. */
function makeBudgets() {
  const at = { wallMs: 0, cpuMs: 0, idleMs: 0 };
  const clocks = { now: () => at.wallMs, cpuNow: () => at.cpuMs, idleNow: () => at.idleMs };
  const pass = ({ wallMs, cpuMs = 0, idleMs = 0 }: Passed): void => {
    at.wallMs += wallMs;
    at.cpuMs += cpuMs;
    at.idleMs += idleMs;
  };
  return { budgets: createAccountBudgets(clocks), pass };
}

test("time that an account used up comes back at its rate, and not by leaving and joining", () => {
  const { budgets, pass } = makeBudgets();
  expect(budgets.of(ONE).spend(accountBurstMs)).toBe(0);
  expect(budgets.of(ONE).spend(accountMsPerSecond)).toBe(1_000);
  budgets.tidy();
  expect(budgets.of(ONE).spend(0)).toBe(1_000);
  expect(budgets.of({ accountId: "another" }).spend(accountBurstMs)).toBe(0);
  pass({ wallMs: 1_000, idleMs: 1_000 });
  expect(budgets.of(ONE).spend(0)).toBe(0);
  pass({ wallMs: 1_000_000, idleMs: 1_000_000 });
  expect(budgets.of(ONE).spend(accountBurstMs)).toBe(0);
});

describe.each([
  ["small", SMALL],
  ["large", LARGE],
])("%s frames", (_size, frame) => {
  test("on a machine that is busy with something else nobody runs out sooner", () => {
    const { budgets, pass } = makeBudgets();
    const one = budgets.of(ONE);
    for (let i = 0; i < 1_000; i += 1) {
      expect(one.charge(() => pass({ wallMs: 5, cpuMs: 1 }), frame)).toBe(0);
      pass({ wallMs: 20, cpuMs: 4 });
    }
    expect(one.charge(() => pass({ wallMs: 60_000, cpuMs: 1 }), frame)).toBe(0);
  });

  test("there nobody has more than their share of what is left, either", () => {
    const { budgets, pass } = makeBudgets();
    const one = budgets.of(ONE);
    const waits = Array.from({ length: 1_000 }, () => {
      pass({ wallMs: 60, cpuMs: 6 });
      return one.charge(() => pass({ wallMs: 40, cpuMs: 4 }), frame);
    });
    expect(waits[0]).toBe(0);
    expect(waits.at(-1)).toBeGreaterThan(0);
  });

  test("time of the processor is used up", () => {
    const { budgets, pass } = makeBudgets();
    const one = budgets.of(ONE);
    const waits = Array.from({ length: 20 }, () => one.charge(() => pass({ wallMs: 100, cpuMs: 100 }), frame));
    expect(waits[0]).toBe(0);
    expect(waits.at(-1)).toBeGreaterThan(0);
  });
});

test("one large frame may cost more than there is", () => {
  const { budgets, pass } = makeBudgets();
  const costMs = 5 * accountBurstMs;
  const waitMs = budgets.of(ONE).charge(() => pass({ wallMs: 0, cpuMs: costMs }), LARGE);
  expect(waitMs).toBe(((costMs - accountBurstMs) / accountMsPerSecond) * 1_000);
});

test("the processor's clock counts work, and nothing else", async () => {
  const before = readCpuMs();
  const until = performance.now() + 100;
  while (performance.now() < until);
  const worked = readCpuMs() - before;
  expect(worked).toBeGreaterThan(0);
  expect(worked).toBeLessThan(150);
});
