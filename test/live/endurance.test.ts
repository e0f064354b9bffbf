import { join } from "node:path";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { writeEdits } from "../bench/rooms/write-edits.ts";
import { makeRandom } from "../helpers/random.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { until } from "../helpers/until.ts";
import { readHeld } from "../helpers/held-memory.ts";
import { scaled } from "../scale.ts";
import { encodePresence, encodeStepOne, encodeStepTwo, encodeUpdate } from "../../server/live/frames.ts";
import { enterRaw, makeSession, openStore, startRoomServer, textOf } from "./start-room-server.ts";

const ROOM = "conclusion/item-1";
const CYCLES = scaled({ small: 200, full: 10_000 });
const UPDATES = scaled({ small: 2_000, full: 50_000 });
/** Updates that come in one piece. */
const PIECE = scaled({ small: 2, full: 10 });
const WARM_UP = 100;
const HELD_BYTES_MAX = 8 * 1024 * 1024;
/** Rows between two snapshots, and those that come while one is being made. */
const TAIL_ROWS_MAX = 1_500;

test(
  `${CYCLES} times coming, being seen, asking and going leave nothing behind`,
  async () => {
    const server = await startRoomServer();
    for (let i = 0; i < 5; i += 1) server.sessions.set(`s${i}`, makeSession({ accountId: `account-${i}` }));
    const stays = server.join("s0", ROOM);
    const cycle = async (number: number): Promise<void> => {
      const raw = await enterRaw(server, `s${number % 5}`, ROOM);
      raw.socket.send(encodePresence([{ clientId: 1_000 + number, clock: 1, json: '{"typing":true}' }]));
      raw.socket.send(encodeStepTwo(Uint8Array.of(0, 0)));
      raw.socket.send(encodeStepOne(Uint8Array.of(0)));
      await until(() => raw.frames.some((frame) => frame[0] === 0 && frame[1] === 1));
      if (number % 2 === 0) raw.socket.close();
      else raw.socket.terminate();
      await raw.closed;
    };
    for (let i = 0; i < WARM_UP; i += 1) await cycle(i);
    const before = readHeld();
    for (let i = 0; i < CYCLES; i += 1) await cycle(WARM_UP + i);
    await until(() => server.hub.stats().connections === 1);
    const held = readHeld() - before;
    expect(held).toBeLessThan(HELD_BYTES_MAX);
    expect(stays.provider.wsconnected).toBe(true);
    process.stdout.write(`${JSON.stringify({ cycles: CYCLES, heldKilobytes: Math.round(held / 1024) })}\n`);
  },
  scaled({ small: 60_000, full: 900_000 }),
);

test(
  `a document of ${UPDATES} updates loads from a snapshot and a short tail`,
  async () => {
    const location = join(makeTestDir(), "assay.sqlite");
    const server = await startRoomServer({ location });
    server.sessions.set("one", makeSession());
    const raw = await enterRaw(server, "one", ROOM);
    raw.socket.send(encodeStepTwo(Uint8Array.of(0, 0)));
    const updates = writeEdits(makeRandom(3), { people: 5, edits: UPDATES });
    const written = new Y.Doc();
    written.transact(() => updates.forEach((update) => Y.applyUpdate(written, update)));
    for (let at = 0; at < updates.length; at += PIECE) {
      for (const update of updates.slice(at, at + PIECE)) raw.socket.send(encodeUpdate(update));
      const asked = raw.frames.length;
      raw.socket.send(encodeStepOne(Y.encodeStateVector(written)));
      await until(() => raw.frames.length > asked, { timeoutMs: 60_000, what: "an answer" });
    }
    const database = await openDatabase(location);
    const startedMs = performance.now();
    const { rowCount, snapshot } = await openStore(database).load(ROOM);
    const loadMs = performance.now() - startedMs;
    await database.close();
    expect(snapshot).not.toBeNull();
    expect(rowCount).toBeLessThan(TAIL_ROWS_MAX);
    const cpuBefore = process.cpuUsage();
    const client = server.join("one", ROOM);
    await until(() => textOf(client.doc) === textOf(written), { timeoutMs: 60_000 });
    const { user, system } = process.cpuUsage(cpuBefore);
    const facts = { updates: UPDATES, rowCount, snapshotBytes: snapshot?.byteLength ?? 0 };
    const times = { loadMs: Math.round(loadMs), joinCpuMs: Math.round((user + system) / 1_000) };
    process.stdout.write(`${JSON.stringify({ ...facts, ...times })}\n`);
  },
  scaled({ small: 120_000, full: 1_800_000 }),
);
