import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseVerifierKey } from "../domain/ledger/signed-note.ts";
import { createWitnessListener } from "../http/witness-listener.ts";
import { sha256 } from "../services/hash.ts";
import { openWitnessFiles } from "../services/witness/open-witness.ts";
import { createWitness } from "../services/witness/witness.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { takeLock } from "./take-lock.ts";

const USAGE = `usage: assay witness --dir DIR [--name NAME] [--log KEY]… [--logs FILE] [--port N] [--host HOST]

Cosigns the checkpoints of logs that only ever grow (C2SP tlog-witness). The first start makes key and state in DIR and
needs a name, such as witness.example/w1. Without a log it prints the verifier key, for a policy, and ends.

  --log KEY     verifier key of a log (GET /log/key); may be given again, also for a new key of the same log
  --logs FILE   such keys, one a line; empty lines and lines that begin with # are left out
  --port N      8771 when left out; 0 takes a free port
  --host HOST   127.0.0.1 when left out

Never delete DIR or bring an older copy of it back: the witness would let a log go back.
`;

const OPTIONS = {
  dir: { type: "string" },
  name: { type: "string" },
  log: { type: "string", multiple: true },
  logs: { type: "string" },
  port: { type: "string" },
  host: { type: "string" },
} as const;

interface Settings {
  readonly directory: string;
  readonly name: string | null;
  /** Verifier keys. */
  readonly logs: readonly string[];
  readonly port: number;
  readonly host: string;
}

/** `assay witness`: returns once it has been stopped. @returns exit code: 0, or 2 when it cannot start. */
export async function runWitness(argv: readonly string[], output: CommandOutput): Promise<number> {
  if (argv.includes("--help")) {
    output.stdout.write(USAGE);
    return 0;
  }
  try {
    const settings = await readSettings(argv);
    const unlock = takeLock(settings.directory);
    try {
      await witnessLogs(settings, output);
    } finally {
      unlock();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const line of error.lines) output.stderr.write(`assay witness: ${line}\n`);
    return 2;
  }
}

async function readSettings(argv: readonly string[]): Promise<Settings> {
  const { values } = orInputError(() => parseArgs({ args: [...argv], options: OPTIONS, strict: true }));
  if (values.dir === undefined) throw new InputError(["--dir is required", "--help tells the options"]);
  const { port = "8771", host = "127.0.0.1", log = [], logs: file } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new InputError(["--port is a number from 0 to 65535"]);
  const text = file === undefined ? "" : await readFile(file, "utf8");
  const listed = text.split("\n").map((line) => line.trim());
  const logs = [...log, ...listed.filter((line) => line !== "" && !line.startsWith("#"))];
  for (const key of logs) orInputError(() => parseVerifierKey(sha256, key));
  return { directory: resolve(values.dir), name: values.name ?? null, logs, port: Number(port), host };
}

async function witnessLogs({ directory, name, logs, port, host }: Settings, output: CommandOutput): Promise<void> {
  const { key, state } = await openWitnessFiles(directory, name).catch((error: unknown) => {
    throw error instanceof Error ? new InputError([error.message]) : error;
  });
  output.stdout.write(`verifier key: ${key.verifierKey}\n`);
  if (logs.length === 0) return;
  const witness = createWitness({ key, state, logs, now: () => new Date() });
  const onError = (error: unknown): unknown => output.stderr.write(`assay witness: ${String(error)}\n`);
  const server = createServer(
    { requestTimeout: 15_000, headersTimeout: 15_000 },
    createWitnessListener(witness, { onError }),
  );
  server.listen(port, host);
  await once(server, "listening").catch((error: unknown) => {
    throw new InputError([String(error)]);
  });
  const address = server.address() as AddressInfo;
  const shown = address.family === "IPv6" ? `[${address.address}]` : address.address;
  output.stdout.write(`listening: http://${shown}:${address.port}\n`);
  await untilStopped();
  await close(server);
}

/** A signal, or the end of the process that started this one as its helper. */
async function untilStopped(): Promise<void> {
  await new Promise<void>((stop) => {
    for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, () => stop());
  });
}

/** Requests under way are answered. */
async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

function orInputError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new InputError([error instanceof Error ? error.message : String(error), "--help tells the options"]);
  }
}
