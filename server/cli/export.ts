import { type FileHandle, open, unlink } from "node:fs/promises";
import { parseArgs } from "node:util";
import { findActor } from "../../db/queries/actors.ts";
import { formatDossier } from "../domain/ledger/dossier.ts";
import { type Actor, PUBLIC } from "../domain/policy/actor.ts";
import { readConfig } from "../config.ts";
import { Refusal } from "../domain/refusal.ts";
import { leaveNote } from "../services/access/access-spool.ts";
import { exportLog } from "../services/ledger/export-log.ts";
import { readDossier } from "../services/ledger/read-dossier.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { type ExportData, openExportData } from "./open-export-data.ts";
import { showProgress } from "./show-progress.ts";

const USAGE = `usage: assay export --out FILE [--scope public]
       assay export --out FILE --scope round --as LOGIN
       assay export --out FILE --scope dossier --item ID [--as LOGIN]

Writes what assay verify checks without a database. Reads DATA_DIR and DATABASE_URL and changes nothing there; a server
may be running meanwhile.

  --out    file to write; it must not exist
  --scope  public (default): the whole log with what anybody may read; round: with what one account may read;
           dossier: what one final score rests on, as one JSON document
  --as     the account whose rights decide; a dossier without it shows what anybody may read
  --item   the item of the dossier: round, entity and indicator, parted by dots

exit code: 0 written; 1 the account may not read it; 2 wrong arguments, or nothing to read
`;

const OPTIONS = {
  out: { type: "string" },
  scope: { type: "string", default: "public" },
  as: { type: "string" },
  item: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/**
 * `assay export`: the log, or the dossier of a final score, with what may be disclosed, from an installation's files.
 *
 * @returns exit code: 0, 1 when the account may not read it, or 2 when arguments or files are wrong.
 */
export async function runExport(argv: readonly string[], output: CommandOutput): Promise<number> {
  try {
    const options = parseOptions(argv);
    if (options === null) {
      output.stdout.write(USAGE);
      return 0;
    }
    const data = await openExportData();
    try {
      await writeExport(data, options, output);
    } finally {
      await data.database.close();
    }
    output.stderr.write(`assay export: wrote ${options.out}\n`);
    return 0;
  } catch (error) {
    if (error instanceof Refusal) {
      output.stderr.write(`assay export: refused: ${error.code}\n`);
      return 1;
    }
    if (!(error instanceof InputError)) throw error;
    for (const line of error.lines) output.stderr.write(`assay export: ${line}\n`);
    return 2;
  }
}

interface ExportOptions {
  readonly out: string;
  readonly scope: "public" | "round" | "dossier";
  readonly login: string | undefined;
  readonly itemId: string | undefined;
}

function parseOptions(argv: readonly string[]): ExportOptions | null {
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false }));
  } catch (error) {
    throw new InputError([error instanceof Error ? error.message : String(error), "see assay export --help"]);
  }
  const { out, scope, as: login, item: itemId, help } = values;
  if (help) return null;
  if (out === undefined) throw new InputError(["--out FILE is required", "see assay export --help"]);
  if (scope !== "public" && scope !== "round" && scope !== "dossier") {
    throw new InputError([`--scope ${scope} is neither public, round nor dossier`]);
  }
  if (scope !== "dossier" && (scope === "round") !== (login !== undefined)) {
    throw new InputError(["--scope round and --as LOGIN go together"]);
  }
  if ((scope === "dossier") !== (itemId !== undefined)) {
    throw new InputError(["--scope dossier and --item ID go together"]);
  }
  return { out, scope, login, itemId };
}

async function writeExport(
  { database, vault, ledger, content }: ExportData,
  options: ExportOptions,
  output: CommandOutput,
): Promise<void> {
  const { out, scope, itemId, login } = options;
  const actor = login === undefined ? PUBLIC : await getActor(database, login);
  const reading = { database, vault, ledger, content, actor, now: new Date().toISOString() };
  const progress = showProgress(output, "assay export");
  await writeNewFile(out, async (write) => {
    if (scope === "dossier") return write(formatDossier(await readDossier(reading, itemId ?? "")));
    const onProgress = (done: number, all: number): void => progress("entries", done, all);
    await exportLog({ ...reading, scope, onProgress }, (line) => write(`${line}\n`));
  });
  noteExport(options, { accountId: actor === PUBLIC ? null : actor.accountId, output });
}

/** For the access log: the server takes it up, now or when it starts. */
function noteExport(
  { scope, itemId }: ExportOptions,
  { accountId, output }: { accountId: string | null; output: CommandOutput },
): void {
  const thing = itemId ?? scope;
  const at = new Date().toISOString();
  try {
    const { dataDir } = readConfig(undefined, true);
    leaveNote(dataDir, { at, kind: "exported", accountId, door: "export", thing, outcome: "ok" });
  } catch (error) {
    output.stderr.write(`assay export: the access log does not have this export: ${String(error)}\n`);
  }
}

/** Bytes that are written at once. */
const CHUNK_BYTES = 256 * 1024;

/** Writes a file that did not exist; when the work fails, it does not exist afterwards either. */
async function writeNewFile(
  path: string,
  work: (write: (text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const file = await open(path, "wx", 0o600).catch((error: unknown) => {
    throw new InputError([error instanceof Error ? error.message : String(error)]);
  });
  try {
    await writeChunks(file, work);
    await file.sync();
  } catch (error) {
    await unlink(path);
    throw error;
  } finally {
    await file.close();
  }
}

async function writeChunks(
  file: FileHandle,
  work: (write: (text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  let chunk = "";
  const flush = async (): Promise<void> => {
    await file.writeFile(chunk);
    chunk = "";
  };
  await work(async (text) => {
    chunk += text;
    if (chunk.length >= CHUNK_BYTES) await flush();
  });
  await flush();
}

async function getActor(database: ExportData["database"], login: string): Promise<Actor> {
  const account = await database.reader
    .selectFrom("account")
    .select("id")
    .where("login", "=", login)
    .executeTakeFirst();
  const actor = account === undefined ? null : await findActor(database.reader, account.id);
  if (actor === null) throw new InputError([`there is no account ${login}`]);
  return actor;
}
