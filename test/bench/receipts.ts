import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { buildPages } from "../../server/cli/build-pages.ts";
import { createServices } from "../../server/services/services.ts";
import { makeRound, ROUND } from "../helpers/make-round.ts";
import { type PageClient, signInByForm } from "../helpers/page-client.ts";
import { type BenchResult, findMedian } from "./measure-ratio.ts";

const CLIENTS = 50;
const PERIOD_MS = 1000 / 3;
const SENDS = 15;
const MAIN = join(import.meta.dirname, "../../server/main.ts");

/** A member of a panel with a browser. */
interface Member {
  readonly client: PageClient;
  readonly panel: string;
}

/** From the click to the receipt that the sender has recomputed, with fifty people at it, over real HTTP. */
export async function measureReceipts(dir: string): Promise<BenchResult[]> {
  await buildPages({ environment: { ...process.env, NODE_ENV: "production" } });
  const { people, log } = await prepare(dir);
  const { address, stop } = await startServer(dir);
  try {
    const site = { address, origin: address };
    const members = await Promise.all(
      people.map(async ({ panel, ...who }) => ({ panel, client: await signInByForm(site, { ...who, log }) })),
    );
    const senders = Array.from({ length: CLIENTS }, (_, place) => makeSender(members[place % members.length]!));
    const receiptMs = await measureLoad(senders);
    const echoMs = await measureEcho();
    const syncMs = measureSync(dir);
    return [
      {
        name: "receipt, 50 clients at 3 Hz",
        ratio: "p50 ÷ (bare HTTP echo p50 + fdatasync p50)",
        median: receiptMs / (echoMs + syncMs),
        floor: null,
        stretch: 4,
        isAtMost: true,
        facts: { receiptMs, echoMs, syncMs },
      },
    ];
  } finally {
    await stop();
  }
}

async function prepare(dataDir: string) {
  const database = await openDatabase(join(dataDir, "assay.db"));
  const options = { database, dataDir, logOrigin: "bench.example/log", now: () => new Date(), isSimulated: false };
  const services = await createServices(options);
  const { panel1, panel2 } = await makeRound(services);
  const people = [panel1, panel2].flatMap(({ chair, experts }, place) =>
    [chair, ...experts].map(({ login, actorId }) => ({ login, actorId, panel: `${ROUND}.p${place + 1}` })),
  );
  const log = { origin: services.ledger.origin, verifierKey: services.ledger.verifierKey };
  await services.ledger.close();
  await database.close();
  return { people, log };
}

async function startServer(dataDir: string): Promise<{ address: string; stop(): Promise<void> }> {
  const settings = {
    NODE_ENV: "production" as const,
    PORT: "0",
    DATA_DIR: dataDir,
    PUBLIC_ORIGIN: "http://127.0.0.1:0",
  };
  const child = spawn(process.execPath, [MAIN], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...settings },
  });
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, port } = JSON.parse(line) as { msg: string; port?: number };
    if (msg !== "listening") continue;
    child.stdout.resume();
    const stop = async (): Promise<void> => {
      child.kill("SIGTERM");
      await ended;
    };
    return { address: `http://127.0.0.1:${port}`, stop };
  }
  throw new Error("the server ended before it served");
}

/** @returns what declares no interest once more, and checks the receipt as a page does. */
function makeSender({ client, panel }: Member): () => Promise<void> {
  return async () => {
    const value = { conflicts: [], expiresAt: "2099-01-01T00:00:00.000Z" };
    const prepared = client.prepare({ type: "interest.declared", facts: { round: ROUND, panel }, value, text: {} });
    const answer = await client.post(prepared.envelope);
    if (answer.status !== 200) throw new Error(`${client.login}: ${answer.status} ${answer.body}`);
    client.check(prepared, answer.body);
  };
}

/** @returns median of the milliseconds of a call, each sender calling three times a second. */
async function measureLoad(senders: readonly (() => Promise<void>)[]): Promise<number> {
  const took: number[] = [];
  const startedMs = performance.now();
  const run = async (send: () => Promise<void>, place: number): Promise<void> => {
    for (let turn = 0; turn < SENDS; turn += 1) {
      const dueMs = startedMs + PERIOD_MS * (turn + place / senders.length);
      await pause(Math.max(0, dueMs - performance.now()));
      const sentMs = performance.now();
      await send();
      // The first ones meet a cold server.
      if (turn >= 3) took.push(performance.now() - sentMs);
    }
  };
  await Promise.all(senders.map(run));
  return findMedian(took);
}

/** The load is paced by the clock: there is no event to wait for. */
async function pause(ms: number): Promise<void> {
  await once(AbortSignal.timeout(Math.round(ms)), "abort");
}

async function measureEcho(): Promise<number> {
  const server = createServer((request, response) => request.pipe(response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const body = "x".repeat(1500);
  const send = async (): Promise<void> => {
    await (await fetch(address, { method: "POST", body })).text();
  };
  const ms = await measureLoad(Array.from({ length: CLIENTS }, () => send));
  server.closeAllConnections();
  server.close();
  return ms;
}

function measureSync(dir: string): number {
  const file = openSync(join(dir, "probe"), "w");
  const page = Buffer.alloc(4 * 4096, 1);
  const took = Array.from({ length: 200 }, () => {
    const startedMs = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    return performance.now() - startedMs;
  });
  closeSync(file);
  return findMedian(took);
}
