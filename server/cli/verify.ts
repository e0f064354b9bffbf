import { parseArgs } from "node:util";
import { type LogCheck, type LogVerification, verifyLog } from "../domain/ledger/verify-log.ts";
import { createProjectionCheck } from "../domain/scoring/check-projection.ts";
import { nodeCrypto } from "../services/hash.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { readExportFile, readPublicLog } from "./read-log.ts";

const USAGE = `usage: assay verify URL|FILE [--key KEY] [--json]

Checks a log without trusting who runs it: an export file, or the public log of a running server.

  URL|FILE  address of an installation (https://…), or a file that assay export wrote
  --key     verifier key of the log as you have it from elsewhere; without it the key that comes
            with the log is used, which shows only that the log agrees with itself
  --json    the result as JSON

exit code: 0 every check passed; 1 a check failed; 2 wrong arguments, or nothing to read;
           3 something that the check needs was not disclosed
`;

const OPTIONS = {
  key: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const PROGRESS_EVERY_LINES = 10_000;

/**
 * `assay verify`: canonical bytes, sequence, time, links, root, signature, commitments, and in an export whether the
 * projections are the fold of the log.
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
    if (options.key === undefined) {
      output.stderr.write("assay verify: no --key given: the key that comes with the log is trusted on first use\n");
    }
    const verification = await verify(options, output);
    const exitCode = toExitCode(verification);
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
  return { source, key: values.key, json: values.json };
}

async function verify({ source, key }: VerifyOptions, output: CommandOutput): Promise<LogVerification> {
  const isUrl = /^https?:\/\//.test(source);
  const lines = showProgress(isUrl ? readPublicLog(source) : readExportFile(source), output);
  try {
    return await verifyLog(nodeCrypto, lines, {
      ...(key === undefined ? {} : { verifierKey: key }),
      // Without disclosed parts there is nothing to fold.
      extraChecks: isUrl ? [] : [createProjectionCheck()],
    });
  } catch (error) {
    if (error instanceof RangeError) throw new InputError([`${source}: ${error.message}`]);
    throw error;
  }
}

async function* showProgress(lines: AsyncIterable<string>, { stderr }: CommandOutput): AsyncIterable<string> {
  let count = 0;
  for await (const line of lines) {
    count += 1;
    if (count % PROGRESS_EVERY_LINES === 0) stderr.write(`assay verify: ${count} lines\n`);
    yield line;
  }
}

/** In a public export most parts are withheld by right: their commitments are not needed. */
function isNeeded({ name }: LogCheck, scope: LogVerification["scope"]): boolean {
  return name !== "commitments" || scope !== "public";
}

function toExitCode({ checks, scope }: LogVerification): number {
  if (checks.some((check) => check.failed !== null)) return 1;
  return checks.some((check) => check.notDisclosed > 0 && isNeeded(check, scope)) ? 3 : 0;
}

function formatCheck({ name, passed, failed, notDisclosed }: LogCheck): string {
  const words = [
    ...(failed === null ? [`passed ${passed}`] : []),
    ...(failed === null ? [] : [`failed (first bad entry: ${failed.seq ?? "none in particular"}) ${failed.detail}`]),
    ...(notDisclosed === 0 ? [] : [`not disclosed ${notDisclosed}`]),
  ];
  return `${name.padEnd(16)} ${words.join(", ")}\n`;
}

function formatText(verification: LogVerification, exitCode: number): string {
  const { log, key, scope, entryCount, checks } = verification;
  const verdict = { 0: "passed", 1: "failed", 3: "not disclosed" }[exitCode] ?? "failed";
  return [
    `log              ${log}, ${entryCount} entries, scope ${scope}\n`,
    `key              ${key}\n`,
    ...checks.map(formatCheck),
    `verdict          ${verdict}\n`,
  ].join("");
}

function formatJson(verification: LogVerification, exitCode: number): string {
  const { log, key, scope, entryCount, checks, checkpoint } = verification;
  const root = checkpoint === null ? null : Buffer.from(checkpoint.root).toString("base64");
  const signed = checkpoint === null ? null : { size: checkpoint.size, root };
  return `${JSON.stringify({ log, key, scope, entryCount, checkpoint: signed, checks, exitCode }, null, 2)}\n`;
}
