import { expect, test } from "vitest";
import { findPolicyInForce, type PolicyHistory } from "#domain/ledger/policy-in-force.ts";
import { NO_POLICY, type WitnessPolicy } from "#domain/ledger/witness-policy.ts";

const asking = (name: string): WitnessPolicy => ({ ...NO_POLICY, quorum: name });
const [A, B, C] = [asking("a"), asking("b"), asking("c")] as const;

/** Checkpoints by size, each with the witnesses that cosigned it. */
function history(
  first: WitnessPolicy,
  changes: [number, WitnessPolicy][],
  cosigned: [number, string][],
): PolicyHistory {
  return {
    first,
    changes: changes.map(([seq, policy]) => ({ seq, policy })),
    checkpoints: cosigned.map(([size, names]) => ({
      size,
      meets: ({ quorum }) => ({ isQuorum: quorum === null || names.split(" ").includes(quorum) }),
    })),
  };
}

test("a log keeps its first policy", () => {
  expect(findPolicyInForce(history(A, [], []))).toBe(A);
  expect(findPolicyInForce(history(A, [], [[3, "a b"]]))).toBe(A);
});

test("a new policy waits for the old quorum over a checkpoint that covers its entry", () => {
  expect(findPolicyInForce(history(A, [[5, B]], []))).toBe(A);
  expect(findPolicyInForce(history(A, [[5, B]], [[5, "a"]]))).toBe(A);
  expect(findPolicyInForce(history(A, [[5, B]], [[6, "b"]]))).toBe(A);
  expect(findPolicyInForce(history(A, [[5, B]], [[6, "a"]]))).toBe(B);
});

test("no policy lets the next one in at once, and is itself let in by the old quorum only", () => {
  expect(findPolicyInForce(history(NO_POLICY, [[1, A]], []))).toBe(A);
  expect(findPolicyInForce(history(A, [[5, NO_POLICY]], [[6, "b"]]))).toBe(A);
  expect(findPolicyInForce(history(A, [[5, NO_POLICY]], [[6, "a"]]))).toBe(NO_POLICY);
  expect(
    findPolicyInForce(
      history(
        A,
        [
          [5, NO_POLICY],
          [9, C],
        ],
        [[6, "a"]],
      ),
    ),
  ).toBe(C);
});

test("of several that wait, the newest that is covered counts, and each needs the quorum before it", () => {
  expect(
    findPolicyInForce(
      history(
        A,
        [
          [5, B],
          [7, C],
        ],
        [[8, "a"]],
      ),
    ),
  ).toBe(C);
  expect(
    findPolicyInForce(
      history(
        A,
        [
          [5, B],
          [7, C],
        ],
        [
          [6, "a"],
          [8, "a"],
        ],
      ),
    ),
  ).toBe(B);
  expect(
    findPolicyInForce(
      history(
        A,
        [
          [5, B],
          [7, C],
        ],
        [
          [6, "a"],
          [8, "b"],
        ],
      ),
    ),
  ).toBe(C);
});

test("at a size, only what stands before it counts", () => {
  const past = history(
    A,
    [[5, B]],
    [
      [6, "a"],
      [9, "b"],
    ],
  );
  expect(findPolicyInForce(past, 5)).toBe(A);
  expect(findPolicyInForce(past, 6)).toBe(A);
  expect(findPolicyInForce(past, 7)).toBe(B);
  expect(findPolicyInForce(history(NO_POLICY, [[1, A]], []), 1)).toBe(NO_POLICY);
  expect(findPolicyInForce(history(NO_POLICY, [[1, A]], []), 2)).toBe(A);
});
