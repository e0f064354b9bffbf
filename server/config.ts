import { existsSync } from "node:fs";
import { isIP } from "node:net";
import { delimiter, join, resolve } from "node:path";
import { z } from "zod";

/** What the environment says, checked once and frozen. The only file that reads the environment. */
export interface Config {
  /** 0 takes a free port; then the public origin gets that port too. */
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** Absolute path of the folder with the database, the keys and the evidence. */
  readonly dataDir: string;
  /** `postgres://…`, or the absolute path of a SQLite file. */
  readonly databaseLocation: string;
  /** Where the newest signed checkpoint is kept: `postgres://…` of another database, or the path of a SQLite file. */
  readonly lockLocation: string;
  /** Absolute path of the file that names the witnesses; null leaves what the log names in force. */
  readonly witnessPolicyPath: string | null;
  /** Absolute path of the folder for a second copy of each commit; null for none. */
  readonly replicaDir: string | null;
  /** Absolute path of the root certificates that signatures of documents have to lead to; null for none. */
  readonly trustRootsPath: string | null;
  /** The program that reads scans, null for none; `isDemanded` when the environment names it. */
  readonly scanReader: { readonly path: string; readonly isDemanded: boolean } | null;
  /** Scheme, host and port that browsers see, without a slash at the end. */
  readonly publicOrigin: string;
  /** True when the public origin is https: `__Host-` cookies and HSTS. */
  readonly isSecure: boolean;
  /** Addresses and networks (CIDR) whose forwarding headers count. */
  readonly trustedProxies: readonly string[];
  readonly isDemo: boolean;
  /** True for `--dev`: pages come from Vite, and the content policy is relaxed for it. */
  readonly isDevelopment: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** What the monitoring shows to read `/metrics`; null: nobody reads it. */
  readonly metricsToken: string | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];
const ON = ["1", "true", "yes"];
const OFF = ["", "0", "false", "no"];

/** The environment cannot be used. `problems` has one sentence each, with how to mend it. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the environment cannot be used:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/**
 * Reads the environment once.
 *
 * @param isDevelopment - true when the process was started with `--dev`.
 * @throws ConfigError with every problem at once.
 */
export function readConfig(environment: Environment = process.env, isDevelopment = false): Config {
  const isOriginOptional = isDevelopment || ON.includes(environment["DEMO"]?.trim() ?? "");
  const parsed = makeSchema(isOriginOptional).safeParse(environment);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => issue.message));
  const { PORT, HOST, DATA_DIR, DATABASE_URL, CHECKPOINT_LOCK, WITNESS_POLICY, DEMO, LOG_LEVEL } = parsed.data;
  const { REPLICA_DIR, PUBLIC_ORIGIN, TRUSTED_PROXIES, EVIDENCE_TRUST_ROOTS, TESSERACT_PATH, METRICS_TOKEN } =
    parsed.data;
  const dataDir = resolve(DATA_DIR);
  const databaseLocation = DATABASE_URL ?? join(dataDir, "assay.db");
  const lockLocation = CHECKPOINT_LOCK ?? join(dataDir, "checkpoints.db");
  if (lockLocation === databaseLocation) {
    throw new ConfigError([
      "CHECKPOINT_LOCK names the database itself; set it to another file or database, or leave it out",
    ]);
  }
  const publicOrigin = PUBLIC_ORIGIN ?? `http://localhost:${PORT}`;
  return Object.freeze({
    port: PORT,
    host: HOST,
    dataDir,
    databaseLocation,
    lockLocation,
    replicaDir: REPLICA_DIR === undefined ? null : resolve(REPLICA_DIR),
    witnessPolicyPath: WITNESS_POLICY === undefined ? null : resolve(WITNESS_POLICY),
    trustRootsPath: EVIDENCE_TRUST_ROOTS === undefined ? null : resolve(EVIDENCE_TRUST_ROOTS),
    scanReader: findScanReader(TESSERACT_PATH, environment["PATH"] ?? ""),
    publicOrigin,
    isSecure: publicOrigin.startsWith("https:"),
    trustedProxies: Object.freeze(TRUSTED_PROXIES),
    isDemo: DEMO,
    isDevelopment,
    logLevel: LOG_LEVEL,
    metricsToken: METRICS_TOKEN ?? null,
  });
}

/** React and Remix choose their fast build by this variable, when they are loaded: call it before that. */
export function setNodeEnvironment(isDevelopment: boolean): void {
  process.env["NODE_ENV"] ??= isDevelopment ? "development" : "production";
}

function makeSchema(isOriginOptional: boolean) {
  return z.object({
    PORT: text("3000")
      .refine((port) => /^\d{1,5}$/.test(port) && Number(port) <= 65_535, {
        error: "PORT is not a number from 0 to 65535; set PORT=3000, or leave it out",
      })
      .transform(Number),
    HOST: text("127.0.0.1").refine((host) => host === "localhost" || isIP(host) > 0, {
      error: "HOST is no address of this machine; set HOST=127.0.0.1 (this machine only) or HOST=0.0.0.0 (all)",
    }),
    DATA_DIR: text("./data"),
    DATABASE_URL: databasePlace("DATABASE_URL", "assay.db"),
    CHECKPOINT_LOCK: databasePlace("CHECKPOINT_LOCK", "checkpoints.db"),
    WITNESS_POLICY: optionalText(),
    REPLICA_DIR: optionalText(),
    EVIDENCE_TRUST_ROOTS: optionalText(),
    TESSERACT_PATH: optionalText(),
    PUBLIC_ORIGIN: optionalText()
      .refine((origin) => origin !== undefined || isOriginOptional, {
        error: "PUBLIC_ORIGIN is missing; set it to the address that browsers use, PUBLIC_ORIGIN=https://your.host",
      })
      .refine((origin) => origin === undefined || isPublicOrigin(origin), {
        error:
          "PUBLIC_ORIGIN is no origin that sessions are safe on; set PUBLIC_ORIGIN=https://your.host " +
          "(http only for localhost, 127.0.0.1 and [::1]), without a path and without a slash at the end",
      }),
    TRUSTED_PROXIES: text("")
      .transform((list) => list.split(/[\s,]+/).filter((entry) => entry !== ""))
      .refine((list) => list.every(isNetwork), {
        error: "TRUSTED_PROXIES has an entry that is no address or network; write for example 10.0.0.0/8,::1",
      }),
    DEMO: flag("DEMO"),
    LOG_LEVEL: text("info").pipe(
      z.enum(LOG_LEVELS, { error: `LOG_LEVEL is not one of ${LOG_LEVELS.join(", ")}; set LOG_LEVEL=info` }),
    ),
    METRICS_TOKEN: optionalText().refine((token) => token === undefined || /^[\x21-\x7e]{20,}$/.test(token), {
      error: "METRICS_TOKEN can be guessed; set it to 20 random characters or more (openssl rand -hex 20)",
    }),
  });
}

/** Unless it is named or switched off, the program is where the system has it. */
function findScanReader(named: string | undefined, searchPath: string): Config["scanReader"] {
  if (named === "off") return null;
  if (named !== undefined) return { path: resolve(named), isDemanded: true };
  const folders = searchPath.split(delimiter).filter((folder) => folder !== "");
  const path = folders.map((folder) => resolve(folder, "tesseract")).find((place) => existsSync(place));
  return path === undefined ? null : { path, isDemanded: false };
}

/** An empty variable means the same as none: shells and unit files leave them behind. */
function optionalText() {
  return z
    .string()
    .optional()
    .transform((value) => (value === undefined || value.trim() === "" ? undefined : value.trim()));
}

function text(fallback: string) {
  return optionalText().transform((value) => value ?? fallback);
}

function databasePlace(name: string, fallback: string) {
  return optionalText()
    .refine((url) => url === undefined || isDatabaseUrl(url), {
      error:
        `${name} is neither postgres://user:password@host:port/name nor the path of a SQLite file; ` +
        `leave it out for DATA_DIR/${fallback}`,
    })
    .transform((url) => (url === undefined || isPostgresUrl(url) ? url : resolve(url)));
}

function flag(name: string) {
  return text("")
    .refine((value) => ON.includes(value) || OFF.includes(value), {
      error: `${name} is neither on nor off; set ${name}=1 or ${name}=0`,
    })
    .transform((value) => ON.includes(value));
}

function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url);
}

function isDatabaseUrl(url: string): boolean {
  return isPostgresUrl(url) ? URL.canParse(url) : !/^[a-z][a-z+.-]+:/i.test(url);
}

function isPublicOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.origin !== origin) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && LOCAL_HOSTS.includes(url.hostname));
}

function isNetwork(entry: string): boolean {
  const [address = "", prefix, ...rest] = entry.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}
