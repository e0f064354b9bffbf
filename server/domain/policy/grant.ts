import type { Verdict } from "./can.ts";

/** Yes; else a reason for those who know that the thing exists, and for everybody else that it does not. */
export function grant(allowed: boolean, knows: boolean): Verdict {
  if (allowed) return "yes";
  return knows ? "explain" : "absent";
}
