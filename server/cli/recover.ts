import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { REASON_LENGTH_MIN } from "../domain/event/text-rules.ts";
import { toHex } from "../domain/ledger/bytes.ts";
import { Refusal } from "../domain/refusal.ts";
import { LogCorrupt } from "../services/ledger/ledger.ts";
import { ReplicaCorrupt } from "../services/ledger/replica.ts";
import { type JoinedEntries, JoinConflict } from "../services/recover/join-entries.ts";
import { type AskPassword, confirmPersons, openPasswordPrompt } from "./confirm-persons.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { openRecoveryFile } from "./keys.ts";
import { type DamagedLog, goOn, gatherEntries, withDamagedLog } from "./recover-log.ts";
import { readPlaces } from "./read-places.ts";

const USAGE = `usage: assay recover --person LOGIN --person LOGIN --recovery FILE --reason TEXT
                     [--replica DIR] [--export FILE]… [--receipts FILE]… [--checkpoint FILE]… [--accept-loss]

The way out when the log is behind what was signed: the database is an older copy, or its end is gone. Gathers the
missing entries and checks each. When all are found the same log goes on. Otherwise it says what is lost, and with
--accept-loss begins a successor log: another name, new keys, and in its first entry what was lost and why.

Keep a copy of the database as it is first. Stop the server first.

  --person       twice: an administrator, and somebody of the secretariat or an auditor; a password each is asked for,
                 or read from standard input, a line a person
  --recovery     seed of the recovery key
  --reason       why; a successor's first entry holds it for everybody
  --replica      a second copy of the log, as REPLICA_DIR makes it
  --export       a file that assay export wrote: entries whose parts are disclosed there
  --receipts     a file of receipts that a browser has kept
  --checkpoint   a signed checkpoint that somebody has kept, as a witness: what is known to be missing
  --accept-loss  go on without what was not found

exit code: 0 the log goes on, or nothing was missing; 1 refused, or something was not found; 2 wrong arguments or files
`;

const OPTIONS = {
  person: { type: "string", multiple: true, default: [] as string[] },
  recovery: { type: "string" },
  reason: { type: "string" },
  replica: { type: "string" },
  export: { type: "string", multiple: true, default: [] as string[] },
  receipts: { type: "string", multiple: true, default: [] as string[] },
  checkpoint: { type: "string", multiple: true, default: [] as string[] },
  "accept-loss": { type: "boolean", default: false },
} as const;

/**
 * `assay recover`: a log that is behind what was signed goes on again.
 *
 * @param askPassword - of each person in turn; asks at the terminal, or reads standard input, when left out.
 * @returns exit code, see its help.
 */
export async function runRecover(
  argv: readonly string[],
  output: CommandOutput,
  askPassword: AskPassword | null = null,
): Promise<number> {
  if (argv.includes("--help")) {
    output.stdout.write(USAGE);
    return 0;
  }
  try {
    const options = parseOptions(argv);
    return await withDamagedLog(readPlaces(), (damaged) => recover(damaged, { ...options, askPassword }, output));
  } catch (error) {
    if (error instanceof Refusal) {
      output.stderr.write(`assay recover: refused: ${error.code} ${JSON.stringify(error.details)}\n`);
      return 1;
    }
    const lines = error instanceof InputError ? error.lines : isSaid(error) ? [error.message] : null;
    if (lines === null) throw error;
    for (const line of lines) output.stderr.write(`assay recover: ${line}\n`);
    return error instanceof LogCorrupt || error instanceof JoinConflict ? 1 : 2;
  }
}

const isSaid = (error: unknown): error is Error =>
  error instanceof LogCorrupt || error instanceof JoinConflict || error instanceof ReplicaCorrupt;

type RecoverOptions = ReturnType<typeof parseOptions> & { readonly askPassword: AskPassword | null };

function parseOptions(argv: readonly string[]) {
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false }));
  } catch (error) {
    throw new InputError([error instanceof Error ? error.message : String(error), "see assay recover --help"]);
  }
  const { recovery, reason: given = "" } = values;
  const reason = given.normalize("NFC").trim();
  if (recovery === undefined) throw new InputError(["--recovery FILE is required", "see assay recover --help"]);
  if (reason.length < REASON_LENGTH_MIN) {
    throw new InputError([`--reason has ${reason.length} characters, at least ${REASON_LENGTH_MIN} are needed`]);
  }
  return { ...values, recovery, reason };
}

const NOTHING = (): void => undefined;

async function recover(damaged: DamagedLog, options: RecoverOptions, output: CommandOutput): Promise<number> {
  const { database, history, origin, size } = damaged;
  const prompt =
    options.askPassword === null ? openPasswordPrompt(output) : { ask: options.askPassword, close: NOTHING };
  const persons = await confirmPersons(database.reader, options.person, prompt.ask).finally(prompt.close);
  openRecoveryFile(options.recovery, { origin, hash: history.recoveryKey });
  const notes = options.checkpoint.map((path) => ({ source: path, note: readText(path) }));
  const receipts = options.receipts.map((path) => ({ source: path, text: readText(path) }));
  const sources = { replica: options.replica ?? null, exports: options.export, receipts, notes };
  const joined = await gatherEntries(damaged, sources);
  output.stdout.write(describe(joined, size));
  if (joined.lost.length === 0 && joined.entries.length === 0) {
    output.stdout.write("nothing is missing\n");
    return 0;
  }
  if (joined.lost.length > 0 && !options["accept-loss"]) {
    output.stderr.write("assay recover: nothing was written; add sources, or go on without with --accept-loss\n");
    return 1;
  }
  const ids = persons.map(({ actorId }) => actorId) as [string, string];
  const done = await goOn(damaged, joined, { persons: ids, reason: options.reason });
  output.stdout.write(`log        ${done.origin}\nkey        ${done.verifierKey}\nsize       ${done.size}\n`);
  output.stdout.write(`root       ${done.root}\n`);
  if (done.recoveryPath !== null) {
    output.stdout.write(
      `recovery key  ${done.recoveryPath}: take it away, to a safe place\n` +
        `tell everybody the new name and key; give REPLICA_DIR an empty folder and keep the old one\n`,
    );
  }
  if (done.strangers.length > 0) {
    output.stdout.write(`accounts that the database does not have act in the log: ${done.strangers.join(", ")}\n`);
  }
  return 0;
}

function describe({ entries, signed, lost, stranded }: JoinedEntries, size: number): string {
  const last = entries.at(-1);
  return [
    `in the database  ${size} entries\n`,
    `signed           ${signed === null ? "nothing known" : `${signed.size} entries, root ${toHex(signed.root)}`}\n`,
    last === undefined ? "" : `found            ${entries[0]!.entry.seq}–${last.entry.seq}\n`,
    ...lost.map(({ from, to }) => `lost             ${from}–${to - 1}\n`),
    ...(stranded.length === 0 ? [] : [`behind a gap     ${stranded.join(", ")}\n`]),
  ].join("");
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new InputError([error instanceof Error ? error.message : join(path)]);
  }
}
