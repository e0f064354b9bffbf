import type { Assignment, AssignmentProblem } from "../../domain/assignment/assignment-problem.ts";
import { canonicalJson, type JsonValue } from "../../domain/ledger/canonical-json.ts";
import { hashText } from "../hash.ts";
import { createWorkerCalls } from "../worker-calls.ts";

/** Previews that are remembered; the oldest go first. */
const PREVIEWS_MAX = 8;

/** How far the search for an assignment is. */
export type AssignmentSearch =
  | { readonly state: "running"; readonly share: number }
  | { readonly state: "found"; readonly assignment: Assignment; readonly elapsedMs: number }
  | { readonly state: "failed" };

export interface AssignmentPreview {
  readonly problem: AssignmentProblem;
  readonly search: AssignmentSearch;
}

/** Looks for assignments beside the main loop. What it finds is in memory only, until somebody accepts it. */
export interface AssignmentSolver {
  /** Begins, unless the same problem is known already. @returns the problem's name: its SHA-256. */
  start(problem: AssignmentProblem): string;
  /** Null for a problem that nobody asked about lately. */
  find(name: string): AssignmentPreview | null;
}

export function createAssignmentSolver(): AssignmentSolver {
  const script = new URL("./assignment-worker.ts", import.meta.url);
  const ask = createWorkerCalls<AssignmentProblem, Assignment>(script, "solve assignment");
  const previews = new Map<string, AssignmentPreview>();
  const search = async (name: string, problem: AssignmentProblem): Promise<void> => {
    const startedMs = performance.now();
    const keep = (found: AssignmentSearch): void => {
      if (previews.has(name)) previews.set(name, { problem, search: found });
    };
    try {
      const assignment = await ask(problem, (share) => keep({ state: "running", share }));
      keep({ state: "found", assignment, elapsedMs: Math.round(performance.now() - startedMs) });
    } catch {
      // Whoever looks is told, and may ask again.
      keep({ state: "failed" });
    }
  };
  return {
    start(problem) {
      const name = hashText(canonicalJson(problem as unknown as JsonValue));
      const known = previews.get(name);
      if (known !== undefined && known.search.state !== "failed") return name;
      previews.set(name, { problem, search: { state: "running", share: 0 } });
      for (const oldest of previews.keys()) {
        if (previews.size <= PREVIEWS_MAX) break;
        previews.delete(oldest);
      }
      void search(name, problem); // Never rejects.
      return name;
    },
    find: (name) => previews.get(name) ?? null,
  };
}
