import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { findActor } from "../../../db/queries/actors.ts";
import type { Database } from "../../../db/dialects/database.ts";
import { PUBLIC } from "../../../server/domain/policy/actor.ts";
import { exportLog } from "../../../server/services/ledger/export-log.ts";
import type { Services } from "../../../server/services/services.ts";
import { BUILD_DIR } from "../../../server/cli/build-pages.ts";
import type { PageClient } from "../../helpers/page-client.ts";
import { openRawSocket, type RawSocket } from "../../helpers/raw-socket.ts";
import type { TestServer } from "../../helpers/open-test-server.ts";

/** Takes what one door gave to one person. */
export type Sink = (door: string, bytes: Buffer) => void;

type Site = Pick<TestServer, "address" | "origin">;

/** Who asks: a session, or nobody. */
export const headersOf = (site: Site, client: PageClient | null): Record<string, string> => ({
  Origin: site.origin,
  ...(client === null ? {} : { Cookie: client.cookie }),
});

/** Status line, headers and body of a GET. @throws Error when the server failed. */
export async function collectGet(site: Site, client: PageClient | null, path: string): Promise<Buffer> {
  const response = await fetch(site.address + path, { redirect: "manual", headers: headersOf(site, client) });
  if (response.status >= 500) throw new Error(`${client?.login ?? "public"} ${path}: ${response.status}`);
  const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  return Buffer.concat([Buffer.from(`${response.status}\n${head}\n\n`), Buffer.from(await response.arrayBuffer())]);
}

/** The log's public half: all tiles, bundles, proofs. */
export async function collectLog(site: Site, size: number, sink: Sink): Promise<void> {
  const paths = ["key", "checkpoint", `consistency?from=1&to=${size}`];
  for (let width = 1; width <= Math.min(size, 255); width += 50) paths.push(`tile/0/000.p/${width}`);
  paths.push(size < 256 ? `tile/entries/000.p/${size}` : "tile/entries/000", "tile/1/000.p/1");
  for (let seq = 0; seq < size; seq += 1) paths.push(`proof/${seq}`);
  for (const path of paths) sink(`/log/${path}`, await collectGet(site, null, `/log/${path}`));
}

/** What `assay export` gives to a person. */
export async function collectExport(services: Services, client: PageClient | null): Promise<Buffer> {
  const { database, ledger, vault } = services;
  const account = await database.reader
    .selectFrom("account")
    .select("id")
    .where("login", "=", client?.login ?? "")
    .executeTakeFirst();
  const actor = (account === undefined ? null : await findActor(database.reader, account.id)) ?? PUBLIC;
  const lines: string[] = [];
  const scope = client === null ? "public" : "round";
  const options = { database, ledger, vault, scope, actor, now: services.now().toISOString() } as const;
  await exportLog(options, (line) => void lines.push(line));
  return Buffer.from(lines.join("\n"));
}

/** A copy of the database: every value of every table, bytes as bytes. */
export async function collectDatabase({ reader }: Pick<Database, "reader">): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (const { name } of await reader.introspection.getTables()) {
    for (const row of await reader
      .selectFrom(name as "account")
      .selectAll()
      .execute()) {
      for (const [column, value] of Object.entries(row as Record<string, unknown>)) {
        const bytes = value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value));
        chunks.push(Buffer.from(`\n${name}.${column} `), bytes);
      }
    }
  }
  return Buffer.concat(chunks);
}

/** The folder of the installation but for its keys: database files and evidence as they lie on the disk. */
export function collectFolder(dataDir: string, sink: Sink): void {
  for (const name of readdirSync(dataDir, { recursive: true, encoding: "utf8" })) {
    const path = join(dataDir, name);
    if (name.startsWith("keys") || !statSync(path).isFile()) continue;
    sink(`DATA_DIR/${name}`, readFileSync(path));
  }
}

/** Files of the browser's build, over the door that serves them. */
export async function collectStatic(site: Site, sink: Sink): Promise<void> {
  const folder = join(BUILD_DIR, "client");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (statSync(join(folder, name)).isFile()) sink(`/${name}`, await collectGet(site, null, `/${name}`));
  }
}

/** Everything that streams to one person, from now on. */
export interface Listening {
  /** What has come so far, by door. */
  readonly received: () => [door: string, bytes: Buffer][];
  close(): void;
}

/** Follows the feed of a round and the rooms that are asked for, whether they let the person in or not. */
export function listen(
  site: Site,
  client: PageClient | null,
  { roundId, rooms }: { roundId: string; rooms: readonly string[] },
): Listening {
  const aborter = new AbortController();
  const feed: Buffer[] = [];
  const headers = headersOf(site, client);
  const follow = async (): Promise<void> => {
    const response = await fetch(`${site.address}/rounds/${roundId}/feed`, { headers, signal: aborter.signal });
    const reader = response.body?.getReader();
    for (let chunk = await reader?.read(); chunk?.value !== undefined; chunk = await reader?.read()) {
      feed.push(Buffer.from(chunk.value));
    }
  };
  // Ends with the abort below; a feed that was refused has no body.
  follow().catch(() => undefined);
  const sockets: [string, RawSocket][] = rooms.map((room) => [room, openRawSocket(site.address, room, headers)]);
  for (const [, raw] of sockets) raw.ended.catch(() => undefined);
  return {
    received: () => [
      ["feed", Buffer.concat(feed)],
      ...sockets.map(([room, raw]): [string, Buffer] => [`room ${room}`, Buffer.concat(raw.frames)]),
    ],
    close: () => {
      aborter.abort();
      for (const [, raw] of sockets) raw.socket.terminate();
    },
  };
}
