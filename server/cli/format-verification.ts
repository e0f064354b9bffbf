import { toBase64 } from "../domain/ledger/bytes.ts";
import { ERASED_PART } from "../domain/ledger/log-export.ts";
import type { LogCheck, LogVerification } from "../domain/ledger/verify-log.ts";

const OF_EVERY_LOG = ["canonical-bytes", "sequence", "time", "previous", "roots", "signatures"];

/**
 * Checks that must have passed whole, by what was verified. In a public export most parts are withheld by right, and a
 * dossier shows of some entries only that they are there.
 */
const NEEDED: Readonly<Record<LogVerification["scope"], readonly string[]>> = {
  public: OF_EVERY_LOG,
  round: [...OF_EVERY_LOG, "commitments", "seals", "projection", "index", "evidence"],
  dossier: ["canonical-bytes", "sequence", "inclusion", "signatures", "seals", "projection", "evidence"],
};

/** Every name that `--require` knows. */
export const CHECK_NAMES: readonly string[] = [...new Set([...NEEDED.round, ...NEEDED.dossier, "witnesses"])];

/** What the reader asks of a verification. */
export interface Demands {
  /** Names of the checks that must have passed whole; null asks for what is usual for the kind of export. */
  readonly required: readonly string[] | null;
  /** Whether witnesses are asked for as well. */
  readonly hasPolicy: boolean;
}

/** @returns 1 when a check failed, 3 when something needed is withheld, else 0. */
export function toExitCode({ checks, scope }: LogVerification, { required, hasPolicy }: Demands): 0 | 1 | 3 {
  if (checks.some((check) => check.failed !== null)) return 1;
  const needed = new Set([...(required ?? NEEDED[scope]), ...(hasPolicy ? ["witnesses"] : [])]);
  // What was erased by the rules can be asked of nobody any more.
  const isWhole = (name: string): boolean =>
    checks.find((check) => check.name === name)?.reasons.every(({ reason }) => reason === ERASED_PART) === true;
  // A log that names no witnesses has nothing withheld, and nobody has seen it.
  const isSeen = hasPolicy || checks.some(({ name, passed }) => name === "witnesses" && passed > 0);
  return [...needed].every((name) => isWhole(name) && (name !== "witnesses" || isSeen)) ? 0 : 3;
}

/** What was found, a line for each check. */
export function formatText(verification: LogVerification, exitCode: number): string {
  const { log, key, scope, entryCount, checks, witnessed, witnessPolicy } = verification;
  const verdict = { 0: "passed", 1: "failed", 3: "not disclosed" }[exitCode] ?? "failed";
  const by = witnessed?.by.map(({ name, timeSeconds }) => `${name} at ${new Date(timeSeconds * 1000).toISOString()}`);
  return [
    `log              ${log}, ${entryCount} entries, scope ${scope}\n`,
    `key              ${key}\n`,
    ...(witnessed === null ? [] : [`witnessed        ${witnessed.size} entries, by ${by?.join(", ") ?? ""}\n`]),
    ...(witnessPolicy === null ? [] : [`policy of the log\n${witnessPolicy.replaceAll(/^(?=.)/gm, "  ")}`]),
    ...checks.map(formatCheck),
    `verdict          ${verdict}\n`,
  ].join("");
}

function formatCheck({ name, passed, failed, notDisclosed, reasons }: LogCheck): string {
  const why = reasons.map(({ reason, count }) => `${reason}: ${count}`).join("; ");
  const words = [
    ...(failed === null ? [`passed ${passed}`] : []),
    ...(failed === null ? [] : [`failed (first bad entry: ${failed.seq ?? "none in particular"}) ${failed.detail}`]),
    ...(notDisclosed === 0 ? [] : [`not disclosed ${notDisclosed} (${why})`]),
  ];
  return `${name.padEnd(16)} ${words.join(", ")}\n`;
}

/** The same for machines. */
export function formatJson(verification: LogVerification, exitCode: number): string {
  const { log, key, scope, entryCount, checks, checkpoint, witnessed, witnessPolicy } = verification;
  const signed = checkpoint === null ? null : { size: checkpoint.size, root: toBase64(checkpoint.root) };
  const found = { log, key, scope, entryCount, checkpoint: signed, witnessed, witnessPolicy, checks, exitCode };
  return `${JSON.stringify(found, null, 2)}\n`;
}
