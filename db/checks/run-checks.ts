import { checkActs } from "./act-checks.ts";
import type { CheckContext, Problems } from "./check-context.ts";
import { checkSequence, checkTree } from "./log-checks.ts";
import { checkDecisions, checkPhases, checkSealed } from "./phase-checks.ts";

/** One invariant by name; without problems it holds. */
import { checkTables } from "./table-checks.ts";
export interface CheckResult {
  readonly name: string;
  readonly problems: Problems;
}

/** Every invariant of the database, in a fixed order. Only reads. */
export async function runChecks(context: CheckContext): Promise<CheckResult[]> {
  const acts = await checkActs(context);
  return [
    { name: "sequence", problems: await checkSequence(context) },
    { name: "tree", problems: await checkTree(context) },
    { name: "tables", problems: await checkTables(context) },
    { name: "parts", problems: acts.parts },
    { name: "heads", problems: acts.heads },
    { name: "projection", problems: acts.projection },
    { name: "phases", problems: await checkPhases(context) },
    { name: "sealed", problems: await checkSealed(context) },
    { name: "versions", problems: acts.versions },
    { name: "order", problems: acts.order },
    { name: "decisions", problems: await checkDecisions(context) },
  ];
}
