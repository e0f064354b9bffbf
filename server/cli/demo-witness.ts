import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openDatabase } from "../../db/dialects/open-database.ts";
import type { Config } from "../config.ts";
import { openVault } from "../services/ledger/keys.ts";
import { readLogHistory } from "../services/ledger/log-history.ts";
import { InputError } from "./input-error.ts";

/** The witness of the demo: a process with a key of its own, on this machine. */
export interface DemoWitness {
  /** File that names it, for the server. */
  readonly policyPath: string;
  /** Ends the process. */
  close(): Promise<void>;
}

const END_MS = 5_000;

/**
 * Starts `assay witness` in DATA_DIR/witness, on a free port, for the log that is there. It ends with this process.
 *
 * On one machine it shows how witnessing works; only a witness in another hand keeps an operator honest.
 *
 * @throws InputError with its own words when it does not start.
 */
export async function startDemoWitness(config: Config): Promise<DemoWitness> {
  const directory = join(config.dataDir, "witness");
  const flags = ["--dir", directory, "--name", "localhost/witness", "--port", "0", "--log", await readLogKey(config)];
  const child = fork(join(import.meta.dirname, "assay.ts"), ["witness", ...flags], {
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const { verifierKey, url } = await readGreeting(child);
  const policyPath = join(directory, "policy.txt");
  await writeFile(policyPath, `witness demo ${verifierKey} ${url}\nquorum demo\n`);
  return {
    policyPath,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      const limit = setTimeout(() => child.kill("SIGKILL"), END_MS);
      if (child.connected) child.disconnect();
      await ended;
      clearTimeout(limit);
    },
  };
}

async function readLogKey({ dataDir, databaseLocation }: Config): Promise<string> {
  const database = await openDatabase(databaseLocation);
  try {
    const history = await readLogHistory(database.reader, openVault(join(dataDir, "keys")));
    if (history === null) throw new InputError(["the log does not say how it began"]);
    return history.verifierKey;
  } finally {
    await database.close();
  }
}

async function readGreeting(child: ChildProcess): Promise<{ verifierKey: string; url: string }> {
  const complaints: string[] = [];
  const said = new Map<string, string>();
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr! }).on("line", (line) => complaints.push(line));
    createInterface({ input: child.stdout! }).on("line", (line) => {
      const [, what, value] = /^([a-z ]+): (.+)$/.exec(line) ?? [];
      if (what !== undefined && value !== undefined) said.set(what, value);
      const [verifierKey, url] = [said.get("verifier key"), said.get("listening")];
      if (verifierKey !== undefined && url !== undefined) resolve({ verifierKey, url });
    });
    child.once("error", reject);
    child.once("exit", () => reject(new InputError(["the witness did not start", ...complaints])));
  });
}
