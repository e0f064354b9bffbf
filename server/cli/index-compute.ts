import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { computeIndex } from "../domain/index-calculator/compute-index.ts";
import type { IndexResult } from "../domain/index-calculator/compute-index.ts";
import { formatIndexJson, formatIndexTable } from "./format-index.ts";
import type { NameOf } from "./format-index.ts";
import { InputError } from "./input-error.ts";
import { readFramework, readMergers, readScores } from "./read-index-input.ts";

const USAGE = `usage: assay index compute --framework FILE --scores FILE.csv [--mergers FILE.csv] [--json]

  --framework  framework file (JSON)
  --scores     columns entity,code,value; a component's value is in points, that of a main index,
               a pillar or DTI is from 0 to 1; empty is blank; not-applicable, no-evidence as words
  --mergers    table of merged provinces: predecessors' values become the merged province's
  --json       {framework, resultHash, entities} instead of a table
`;

const OPTIONS = {
  framework: { type: "string" },
  scores: { type: "string" },
  mergers: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Where a command writes; `process` has the shape. */
export interface CommandOutput {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/**
 * `assay index compute`: the index of a score table, from files.
 *
 * @param argv - what follows `index compute`.
 * @returns exit code: 0, or 2 when the arguments or a file are wrong; every problem stands on stderr with its line.
 */
export async function runIndexCompute(argv: readonly string[], output: CommandOutput): Promise<number> {
  try {
    const options = parseOptions(argv);
    if (options === null) {
      output.stdout.write(USAGE);
      return 0;
    }
    const framework = readFramework(options.framework);
    const register = options.mergers === undefined ? null : readMergers(options.mergers);
    const inputs = readScores(options.scores, framework, register);
    const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(bytes).digest());
    const result = computeIndex(framework, { inputs, mergers: register?.mergers ?? [] }, sha256);
    const nameOf: NameOf = (id) => register?.entities.find((entity) => entity.id === id)?.name.vi ?? id;
    const scored = new Set(inputs.map((input) => input.entity));
    for (const line of explainUnranked(result, nameOf, scored)) output.stderr.write(`${line}\n`);
    output.stdout.write((options.json ? formatIndexJson : formatIndexTable)(framework, result, nameOf));
    return 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const line of error.lines) output.stderr.write(`assay index compute: ${line}\n`);
    return 2;
  }
}

function parseOptions(argv: readonly string[]) {
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false }));
  } catch (error) {
    throw new InputError([error instanceof Error ? error.message : String(error), "see assay index compute --help"]);
  }
  const { framework, scores, mergers, json, help } = values;
  if (help) return null;
  if (framework === undefined || scores === undefined) {
    throw new InputError(["--framework FILE and --scores FILE.csv are required", "see assay index compute --help"]);
  }
  return { framework, scores, mergers, json };
}

/** One sentence for each entity without a value, so that it is not taken for an oversight of the program. */
function explainUnranked(result: IndexResult, nameOf: NameOf, scored: ReadonlySet<string>): string[] {
  return result.entities.flatMap(({ entity, unrankedReason, mergedFrom }) => {
    if (unrankedReason === "no-value") return [`note: ${nameOf(entity)} is not ranked: it has no value`];
    if (unrankedReason !== "predecessor-missing") return [];
    const missing = mergedFrom.filter((id) => !scored.has(id)).map(nameOf);
    const advice = `to give the merged unit's own value, write its id, ${entity}`;
    return [`note: ${nameOf(entity)} is not ranked: no scores for ${missing.join(", ")}; ${advice}`];
  });
}
