import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { once } from "./until.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** `assay witness` as an operator runs it, in a process of its own. */
export interface WitnessProcess {
  readonly verifierKey: string;
  /** Submission prefix. */
  readonly url: string;
  readonly port: number;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM. @returns the exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts a witness; resolves when it listens. Ended with the test at the latest.
 *
 * @param options.logs - verifier keys of the logs that it witnesses, at least one.
 * @param options.port - 0 for a free one; after a kill the same one again.
 */
export async function spawnWitness(options: {
  directory: string;
  logs: readonly string[];
  name?: string;
  port?: number;
}): Promise<WitnessProcess> {
  const { directory, logs, name = "witness.example/w", port = 0 } = options;
  const flags = ["--dir", directory, "--name", name, "--port", String(port), ...logs.flatMap((key) => ["--log", key])];
  const child = spawn(process.execPath, [join(ROOT, "server", "cli", "assay.ts"), "witness", ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      NODE_ENV: "production",
    },
  });
  const ended = once(child, "exit", { timeoutMs: 24 * 60 * 60 * 1000, what: "the end of the witness" });
  onTestFinished(() => void child.kill("SIGKILL"));
  const { verifierKey, url } = await readGreeting(child);
  return {
    verifierKey,
    url,
    port: Number(new URL(url).port),
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    stop: async () => {
      child.kill("SIGTERM");
      return (await ended)[0] as number | null;
    },
  };
}

async function readGreeting(child: ChildProcess): Promise<{ verifierKey: string; url: string }> {
  const seen: string[] = [];
  const said = new Map<string, string>();
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr! }).on("line", (line) => seen.push(line));
    createInterface({ input: child.stdout! }).on("line", (line) => {
      const [what = "", value = ""] = line.split(/: (.*)/s);
      said.set(what, value);
      const [verifierKey, url] = [said.get("verifier key"), said.get("listening")];
      if (verifierKey !== undefined && url !== undefined) resolve({ verifierKey, url });
    });
    child.once("exit", (code, signal) => reject(new Error(`witness: ${code ?? signal}\n${seen.join("\n")}`)));
  });
}
