import { open } from "node:fs/promises";
import { parseArgs } from "node:util";
import { findActor } from "../../db/queries/actors.ts";
import type { Database } from "../../db/dialects/database.ts";
import { type Actor, PUBLIC } from "../domain/policy/actor.ts";
import { exportLog } from "../services/ledger/export-log.ts";
import { openLedger } from "../services/ledger/ledger.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { type OpenData, openData } from "./open-data.ts";

const USAGE = `usage: assay export --out FILE [--scope public|round --as LOGIN]

Writes the log as one file that assay verify checks without a database.
Reads DATA_DIR and DATABASE_URL; stop the server first.

  --out    file to write; it must not exist
  --scope  public (default): what anybody may read; round: what one account may read
  --as     the account whose rights decide, with --scope round
`;

const OPTIONS = {
  out: { type: "string" },
  scope: { type: "string", default: "public" },
  as: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/**
 * `assay export`: the log with what may be disclosed, from an installation's files.
 *
 * @returns exit code: 0, or 2 when arguments or files are wrong.
 */
export async function runExport(argv: readonly string[], output: CommandOutput): Promise<number> {
  try {
    const options = parseOptions(argv);
    if (options === null) {
      output.stdout.write(USAGE);
      return 0;
    }
    const data = await openData();
    try {
      await writeExport(data, options);
    } finally {
      await data.database.close();
    }
    output.stderr.write(`assay export: wrote ${options.out}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const line of error.lines) output.stderr.write(`assay export: ${line}\n`);
    return 2;
  }
}

interface ExportOptions {
  readonly out: string;
  readonly scope: "public" | "round";
  readonly login: string | undefined;
}

function parseOptions(argv: readonly string[]): ExportOptions | null {
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false }));
  } catch (error) {
    throw new InputError([error instanceof Error ? error.message : String(error), "see assay export --help"]);
  }
  const { out, scope, as: login, help } = values;
  if (help) return null;
  if (out === undefined) throw new InputError(["--out FILE is required", "see assay export --help"]);
  if (scope !== "public" && scope !== "round") throw new InputError([`--scope ${scope} is neither public nor round`]);
  if ((scope === "round") !== (login !== undefined)) throw new InputError(["--scope round and --as LOGIN go together"]);
  return { out, scope, login };
}

async function writeExport(data: OpenData, options: ExportOptions): Promise<void> {
  const { database, vault } = data;
  const now = () => new Date();
  const actor = options.login === undefined ? PUBLIC : await getActor(database, options.login);
  const ledger = await openLedger({ ...data, now, isReadOnly: true });
  const file = await open(options.out, "wx", 0o600).catch((error: unknown) => {
    throw new InputError([error instanceof Error ? error.message : String(error)]);
  });
  try {
    const write = async (line: string): Promise<void> => {
      await file.write(`${line}\n`);
    };
    await exportLog({ database, ledger, vault, scope: options.scope, actor, now: now().toISOString() }, write);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function getActor(database: Database, login: string): Promise<Actor> {
  const account = await database.reader
    .selectFrom("account")
    .select("id")
    .where("login", "=", login)
    .executeTakeFirst();
  const actor = account === undefined ? null : await findActor(database.reader, account.id);
  if (actor === null) throw new InputError([`there is no account ${login}`]);
  return actor;
}
