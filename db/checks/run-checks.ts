import { checkAccess } from "./access-checks.ts";
import { checkActs } from "./act-checks.ts";
import type { CheckContext, Problems } from "./check-context.ts";
import { checkErasures } from "./erasure-checks.ts";
import { checkSequence, checkTree } from "./log-checks.ts";
import { checkDecisions, checkPhases, checkSealed } from "./phase-checks.ts";
import { checkTables } from "./table-checks.ts";

/** One invariant by name; without problems it holds. */
export interface CheckResult {
  readonly name: string;
  readonly problems: Problems;
}

/** Every invariant of the database, in a fixed order. Only reads. */
export async function runChecks(context: CheckContext): Promise<CheckResult[]> {
  const acts = await checkActs(context);
  return [
    { name: "tables", problems: await checkTables(context) },
    { name: "sequence", problems: await checkSequence(context) },
    { name: "tree", problems: await checkTree(context) },
    { name: "parts", problems: acts.parts },
    { name: "heads", problems: acts.heads },
    { name: "projection", problems: acts.projection },
    { name: "versions", problems: acts.versions },
    { name: "order", problems: acts.order },
    { name: "phases", problems: await checkPhases(context) },
    { name: "sealed", problems: await checkSealed(context) },
    { name: "decisions", problems: await checkDecisions(context) },
    { name: "erasures", problems: await checkErasures(context) },
    { name: "access", problems: await checkAccess(context) },
  ];
}
