import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createEvidenceCheck } from "../domain/ledger/check-evidence.ts";
import { createIndexCheck } from "../domain/ledger/check-index.ts";
import { createSealsCheck } from "../domain/ledger/check-seals.ts";
import { parseDossier } from "../domain/ledger/dossier.ts";
import { parseWitnessPolicy } from "../domain/ledger/parse-witness-policy.ts";
import { verifyDossier } from "../domain/ledger/verify-dossier.ts";
import { type LogVerification, verifyLog, type VerifyLogOptions } from "../domain/ledger/verify-log.ts";
import { NO_POLICY, type WitnessPolicy } from "../domain/ledger/witness-policy.ts";
import { createProjectionCheck } from "../domain/scoring/check-projection.ts";
import { nodeCrypto } from "../services/hash.ts";
import { CHECK_NAMES, formatJson, formatText, toExitCode } from "./format-verification.ts";
import { hashFolder } from "./hash-folder.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { findDossier, followPublicKeys, readExportFile, readPublicLog } from "./read-log.ts";

const USAGE = `usage: assay verify URL|FILE [--key KEY] [--policy FILE] [--require CHECKS] [--evidence DIR] [--json]

Checks a log without trusting who runs it: an export file, the dossier of a final score, or the public log of a
running server. No database is needed, and for a file no network.

  URL|FILE    address of an installation (https://…), or a file that assay export wrote
  --key       verifier key of the log as you have it from elsewhere, the newest or an earlier one; without it the key
              that comes with the log is used, which shows only that the log agrees with itself
  --policy    file in the format of C2SP tlog-policy: keys of logs that you trust, witnesses, and whose cosignatures
              you ask for; the last checkpoint must have them
  --require   names of the checks that must have passed whole, parted by commas, in place of what is usual:
              ${CHECK_NAMES.slice(0, 8).join(", ")},
              ${CHECK_NAMES.slice(8).join(", ")}
  --evidence  folder with evidence files, each named by its SHA-256; they are hashed
  --json      the result as JSON

exit code: 0 every check that is asked for passed; 1 a check failed; 2 wrong arguments, or nothing to read;
           3 nothing failed, and something that a check asked for needs was not disclosed
`;

const OPTIONS = {
  key: { type: "string" },
  policy: { type: "string" },
  require: { type: "string" },
  evidence: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const PROGRESS_EVERY_LINES = 10_000;

/**
 * `assay verify`: every check of a log that what is at hand allows, each *passed n*, *failed* with the first bad entry,
 * or *not disclosed n* with the reason.
 *
 * @returns exit code: 0 passed, 1 failed, 2 usage, 3 something needed was not disclosed.
 */
export async function runVerify(argv: readonly string[], output: CommandOutput): Promise<number> {
  try {
    const options = parseOptions(argv);
    if (options === null) {
      output.stdout.write(USAGE);
      return 0;
    }
    if (options.key === undefined && (options.policy?.logs ?? []).length === 0) {
      output.stderr.write("assay verify: no --key given: the key that comes with the log is trusted on first use\n");
    }
    const verification = await verify(options, output);
    const exitCode = toExitCode(verification, { required: options.required, hasPolicy: options.policy !== null });
    output.stdout.write(options.json ? formatJson(verification, exitCode) : formatText(verification, exitCode));
    return exitCode;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const line of error.lines) output.stderr.write(`assay verify: ${line}\n`);
    return 2;
  }
}

interface VerifyOptions {
  readonly source: string;
  readonly key: string | undefined;
  readonly policy: WitnessPolicy | null;
  readonly required: readonly string[] | null;
  readonly evidence: string | undefined;
  readonly json: boolean;
}

function parseOptions(argv: readonly string[]): VerifyOptions | null {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: true });
  } catch (error) {
    throw new InputError([error instanceof Error ? error.message : String(error), "see assay verify --help"]);
  }
  const { values, positionals } = parsed;
  if (values.help) return null;
  const [source, ...rest] = positionals;
  if (source === undefined || rest.length > 0) throw new InputError(["one URL or FILE", "see assay verify --help"]);
  const required = values.require?.split(",").map((name) => name.trim()) ?? null;
  const unknown = required?.filter((name) => !CHECK_NAMES.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new InputError([`--require ${unknown.join(", ")}: the checks are ${CHECK_NAMES.join(", ")}`]);
  const policy = values.policy === undefined ? null : readPolicy(values.policy);
  return { source, key: values.key, policy, required, evidence: values.evidence, json: values.json };
}

function readPolicy(path: string): WitnessPolicy {
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new InputError([`${path}: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const parsed = parseWitnessPolicy(nodeCrypto.sha256, text);
  if (!parsed.ok) throw new InputError(parsed.issues.map((issue) => `${path}: ${issue}`));
  return parsed.policy;
}

async function verify(options: VerifyOptions, output: CommandOutput): Promise<LogVerification> {
  const { source, key, policy, evidence } = options;
  const trust = { ...(key === undefined ? {} : { verifierKey: key }), ...(policy === null ? {} : { policy }) };
  const isUrl = /^https?:\/\//.test(source);
  try {
    if (isUrl) return await verifyLines(readPublicLog(source), await followTrust(source, trust), output);
    const evidenceFiles = evidence === undefined ? null : await hashFolder(evidence);
    const dossier = await findDossier(source);
    if (dossier !== null) return verifyDossier(nodeCrypto, parseDossier(dossier), { ...trust, evidenceFiles });
    const { sha256 } = nodeCrypto;
    const extraChecks = [createSealsCheck(), createProjectionCheck(), createIndexCheck(sha256)];
    extraChecks.push(createEvidenceCheck(evidenceFiles));
    return await verifyLines(readExportFile(source), { ...trust, extraChecks }, output);
  } catch (error) {
    if (error instanceof RangeError) throw new InputError([`${source}: ${error.message}`]);
    throw error;
  }
}

/** A public log discloses no entry that names its keys: what leads to the newest one is asked for by itself. */
async function followTrust(base: string, trust: Pick<VerifyLogOptions, "verifierKey" | "policy">) {
  const { verifierKey, policy } = trust;
  const logs = policy?.logs ?? [];
  const known = [...(verifierKey === undefined ? [] : [verifierKey]), ...logs.map((log) => log.verifierKey)];
  if (known.length === 0) return trust;
  const newest = await followPublicKeys(base, known);
  const trusted = [...known, ...newest].map((key) => ({ verifierKey: key, url: null }));
  return { policy: { ...(policy ?? NO_POLICY), logs: trusted } };
}

function verifyLines(
  lines: AsyncIterable<string>,
  options: VerifyLogOptions,
  output: CommandOutput,
): Promise<LogVerification> {
  return verifyLog(nodeCrypto, showProgress(lines, output), options);
}

async function* showProgress(lines: AsyncIterable<string>, { stderr }: CommandOutput): AsyncIterable<string> {
  let count = 0;
  for await (const line of lines) {
    count += 1;
    if (count % PROGRESS_EVERY_LINES === 0) stderr.write(`assay verify: ${count} lines\n`);
    yield line;
  }
}
