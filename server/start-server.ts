import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import type { Logger } from "pino";
import type * as Vite from "vite";
import type { Database } from "../db/dialects/database.ts";
import { lockDataDir } from "../db/dialects/lock-data-dir.ts";
import { openDatabase } from "../db/dialects/open-database.ts";
import { type Config, ConfigError } from "./config.ts";
import type { WitnessPolicy } from "./domain/ledger/witness-policy.ts";
import { closeServer } from "./http/close-server.ts";
import { openDevelopment } from "./http/development.ts";
import { createHealthHandler } from "./http/health.ts";
import { answer, type HttpHandler } from "./http/http-handler.ts";
import { makeLoadContext } from "./http/make-load-context.ts";
import { createLogHandler } from "./http/log-endpoints.ts";
import { createMetricsHandler } from "./http/metrics.ts";
import { createRemixHandler } from "./http/remix-handler.ts";
import { createRequestListener } from "./http/request-listener.ts";
import { createStaticHandler } from "./http/static-files.ts";
import { createUploadHandler } from "./http/upload-handler.ts";
import { listenForUpgrades, type UpgradeHandler } from "./http/upgrades.ts";
import { createFeed } from "./live/feed.ts";
import { openRooms } from "./live/open-rooms.ts";
import { loadPolicy } from "./services/cosigning/load-policy.ts";
import { createIdentity, type Identity } from "./services/identity/identity.ts";
import { listRecoverySeeds } from "./services/ledger/keys.ts";
import { loadReading } from "./services/evidence/load-reading.ts";
import { openUploads } from "./services/uploads/uploads.ts";
import { createServices, type ServiceOptions, type Services } from "./services/services.ts";

export interface ServerOptions {
  readonly log: Logger;
  /** The clock; tests bring their own. */
  readonly now?: () => Date;
  /** Chance and pace of the log; tests bring their own. */
  readonly ledger?: Pick<ServiceOptions, "randomBytes" | "publishEveryMs">;
  /** Folder that `npm run build` wrote, absolute; `build` beside `server` when left out. */
  readonly buildDir?: string;
  /** Loads Vite; asked in development only. */
  readonly loadVite?: () => Promise<typeof Vite>;
}

export interface RunningServer {
  /** Where browsers find it. */
  readonly origin: string;
  /** The port that was taken. */
  readonly port: number;
  readonly database: Database;
  readonly services: Services;
  readonly identity: Identity;
  /** Resolves, if ever, when nothing can be written any more: only a start that checks the log again mends that. */
  readonly failed: Promise<Error>;
  /** Finishes what is under way, closes rooms and database. Calling it again waits for the same end. */
  close(): Promise<void>;
}

/** What the use cases add to the server: the seam between this file and them. */
interface Parts {
  readonly services: Services;
  readonly identity: Identity;
  /** Asked before Remix, in order. */
  readonly handlers: readonly HttpHandler[];
  readonly onUpgrade: UpgradeHandler;
  /** Ends feeds and rooms with everything written. */
  closeRooms(): Promise<void>;
}

/**
 * An idle connection outlasts those of a proxy in front (a minute, mostly) and of clients that keep some: the side that
 * asks is to end it. Ended here, it may be in the moment of the next request, which then has no answer.
 */
const LIMITS = { requestTimeout: 60_000, headersTimeout: 15_000, keepAliveTimeout: 75_000 };

const BUILD_DIR = join(import.meta.dirname, "..", "build");

/**
 * Puts the server together and starts it; on return it answers.
 *
 * The port is taken first: until the rest is open, requests hear 503.
 *
 * @throws Error when the port is taken, another process works in the data folder, the database cannot be opened, or
 *   there is no build.
 */
export async function startServer(given: Config, options: ServerOptions): Promise<RunningServer> {
  const { log, now = () => new Date(), ledger = {} } = options;
  const server = createServer(LIMITS, (_request, response) => answer(response, 503, "starting"));
  server.listen(given.port, given.host);
  await once(server, "listening");
  const config = withRealPort(given, server);
  let database: Database | null = null;
  let unlock: (() => void) | null = null;
  try {
    unlock = lockDataDir(config.dataDir);
    database = await openDatabase(config.databaseLocation);
    const parts = await openParts(config, { database, log, now, ledger });
    const running = await serve({ config, options: { ...options, now }, server, database, parts });
    return { ...running, close: () => running.close().finally(unlock) };
  } catch (error) {
    log.error({ err: error }, "start failed");
    server.closeAllConnections();
    server.close();
    await database?.close();
    unlock?.();
    throw error;
  }
}

async function openParts(
  config: Config,
  given: { database: Database; log: Logger; now: () => Date; ledger: NonNullable<ServerOptions["ledger"]> },
): Promise<Parts> {
  const { database, log, now, ledger } = given;
  const services = await createServices({
    database,
    now,
    ...ledger,
    dataDir: config.dataDir,
    logOrigin: `${new URL(config.publicOrigin).host}/log`,
    isSimulated: false,
    lockLocation: config.lockLocation,
    replicaDir: config.replicaDir,
    witnessing: { policy: readPolicy(config), warn: (details, message) => log.warn(details, message) },
  });
  const { access } = services;
  if (!config.isDemo) {
    for (const path of listRecoverySeeds(config.dataDir))
      log.warn({ path }, "take the recovery key away, to a safe place");
  }
  const identity = await createIdentity({
    database,
    vault: services.vault,
    isSecure: config.isSecure,
    onFailedSignIn: ({ accountId, address, code }) => {
      const about = { door: "sign-in", thing: null, source: access.hashSource(address) };
      access.note({ kind: "failed-sign-in", accountId, outcome: code, ...about });
    },
  });
  await access.start();
  const feed = createFeed({ services, identity, log });
  const uploads = await openUploads({
    services,
    dataDir: config.dataDir,
    extractor: await readReading(config),
    warn: (details, message) => log.warn(details, message),
  });
  const { publicOrigin } = config;
  const sending = createUploadHandler({ uploads, identity, access, now, publicOrigin });
  const rooms = openRooms({ services, identity, allowedOrigin: config.publicOrigin, log });
  const metrics = createMetricsHandler({ token: config.metricsToken, list: rooms.listMetrics });
  return {
    identity,
    services,
    handlers: [createLogHandler(services.ledger), feed.handler, sending, metrics],
    onUpgrade: rooms.handleUpgrade,
    closeRooms: async () => {
      feed.close();
      await rooms.close();
      await uploads.close();
    },
  };
}

function readPolicy({ witnessPolicyPath }: Config): WitnessPolicy | null {
  if (witnessPolicyPath === null) return null;
  const loaded = loadPolicy(witnessPolicyPath);
  if (!loaded.ok) throw new ConfigError(loaded.issues);
  return loaded.policy;
}

async function readReading(config: Config) {
  const loaded = await loadReading(config);
  if (!loaded.ok) throw new ConfigError(loaded.issues);
  return loaded.options;
}

interface Serving {
  readonly config: Config;
  readonly options: ServerOptions & { readonly now: () => Date };
  readonly server: Server;
  readonly database: Database;
  readonly parts: Parts;
}

async function serve({ config, options, server, database, parts }: Serving): Promise<RunningServer> {
  const { log, now } = options;
  const { publicOrigin, isDevelopment } = config;
  const { services, identity } = parts;
  let closing: Promise<void> | null = null;
  const health = createHealthHandler({ findFailure: () => database.writer.failure(), isReady: () => closing === null });
  const pages = await openPages(options, server, isDevelopment);
  const remix = createRemixHandler({
    origin: publicOrigin,
    build: pages.build,
    mode: isDevelopment ? "development" : "production",
    toLoadContext: makeLoadContext({ ...parts, isDemo: config.isDemo, trustedProxies: config.trustedProxies, now }),
  });
  await services.witnesses.start();
  const handlers = [health, pages.handler, ...parts.handlers, remix];
  server.removeAllListeners("request");
  server.on("request", createRequestListener({ publicOrigin, isDevelopment, log, handlers }));
  const sockets = listenForUpgrades(server, { publicOrigin, isDevelopment, onUpgrade: parts.onUpgrade });
  log.info({ origin: publicOrigin, host: config.host, port: config.port }, "listening");

  const close = async (): Promise<void> => {
    await closeServer(server, { sockets, closeRooms: () => parts.closeRooms() });
    await pages.close();
    await parts.services.access.close();
    await parts.services.witnesses.close();
    await parts.services.ledger.close();
    await database.close();
    log.info("closed");
  };
  const failed = new Promise<Error>((resolve) => database.writer.onStopped(resolve));
  const opened = { origin: publicOrigin, port: config.port, database, services, identity, failed };
  return { ...opened, close: () => (closing ??= close()) };
}

interface Pages {
  readonly handler: HttpHandler;
  readonly build: ServerBuild | (() => Promise<ServerBuild>);
  close(): Promise<void>;
}

async function openPages(options: ServerOptions, server: Server, isDevelopment: boolean): Promise<Pages> {
  if (isDevelopment) {
    if (options.loadVite === undefined) throw new RangeError("startServer: development needs loadVite");
    return openDevelopment(await options.loadVite(), server);
  }
  const { buildDir = BUILD_DIR } = options;
  const entry = pathToFileURL(join(buildDir, "server", "index.js")).href;
  const build = await import(/* @vite-ignore */ entry).catch((cause: unknown) => {
    throw new Error(`there are no built pages in ${buildDir}; run: npm run build`, { cause });
  });
  const handler = createStaticHandler(join(buildDir, "client"));
  return { handler, build: build as ServerBuild, close: () => Promise.resolve() };
}

/** Port 0 was a free port; the origin has to name the real one. */
function withRealPort(config: Config, server: Server): Config {
  const { port } = server.address() as AddressInfo;
  if (config.port === port) return config;
  const origin = new URL(config.publicOrigin);
  if (origin.port === "0") origin.port = String(port);
  return Object.freeze({ ...config, port, publicOrigin: origin.origin });
}
