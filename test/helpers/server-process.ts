import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { ensureBuild } from "./ensure-build.ts";
import { once } from "./until.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** `node server/main.ts` as an operator runs it, in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM. @returns the exit code. */
  stop(): Promise<number | null>;
  /** Resolves with the exit code when it ends by itself. */
  ended(): Promise<number | null>;
}

export interface SpawnServerOptions {
  readonly dataDir: string;
  /** 0 for a free one; after a kill the same one again. */
  readonly port?: number;
  /** `postgres://…`, or a file; in the data folder when left out. */
  readonly databaseUrl?: string;
}

/**
 * Starts the server; resolves when it serves. Ended with the test at the latest.
 *
 * @throws Error with what the server wrote when it ends before it serves.
 */
export async function spawnServer({ dataDir, port = 0, databaseUrl }: SpawnServerOptions): Promise<ServerProcess> {
  await ensureBuild();
  const child = spawn(process.execPath, [join(ROOT, "server", "main.ts")], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      NODE_ENV: "production",
      PORT: String(port),
      DATA_DIR: dataDir,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      PUBLIC_ORIGIN: `http://127.0.0.1:${port}`,
    },
  });
  const ended = once(child, "exit", { timeoutMs: 24 * 60 * 60 * 1000, what: "the end of the server" });
  onTestFinished(() => void child.kill("SIGKILL"));
  const taken = await readPort(child);
  return {
    port: taken,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    stop: async () => {
      child.kill("SIGTERM");
      return (await ended)[0] as number | null;
    },
    ended: async () => (await ended)[0] as number | null,
  };
}

async function readPort(child: ChildProcess): Promise<number> {
  const seen: string[] = [];
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr! }).on("line", (line) => seen.push(line));
    createInterface({ input: child.stdout! }).on("line", (line) => {
      if (seen.length < 50) seen.push(line);
      const { msg, port } = JSON.parse(line) as { msg: string; port?: number };
      if (msg === "listening" && port !== undefined) resolve(port);
    });
    child.once("exit", (code, signal) => reject(new Error(`server: ${code ?? signal}\n${seen.join("\n")}`)));
  });
}
