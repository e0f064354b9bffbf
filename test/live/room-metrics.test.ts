import { expect, test } from "vitest";
import { ROOM_LIMITS } from "../../server/live/room-limits.ts";
import { until } from "../helpers/until.ts";
import { addParagraph, enterRaw, makeSession, readMetrics, startRoomServer, textOf } from "./start-room-server.ts";

const ROOM = "conclusion/item-1";

test("what the rooms hold and have done is counted under the names of Prometheus", async () => {
  const server = await startRoomServer({ idleMs: 1 });
  server.sessions.set("one", makeSession({ accountId: "a" })).set("bad", makeSession({ accountId: "b" }));
  expect(readMetrics(server)).toEqual({
    assay_rooms_open: 0,
    assay_room_connections: 0,
    assay_room_updates_waiting: 0,
    assay_room_updates_appended_total: 0,
    assay_room_bad_frames_total: 0,
    assay_room_throttled_total: 0,
    'assay_room_slow_consumers_total{action="dropped"}': 0,
    'assay_room_slow_consumers_total{action="resynced"}': 0,
    'assay_room_slow_consumers_total{action="closed"}': 0,
  });
  const client = server.join("one", ROOM);
  for (const [at, text] of ["một", "hai", "ba"].entries()) {
    addParagraph(client.doc, text);
    await until(() => client.saveState.get() === "saved");
    expect(readMetrics(server)).toMatchObject({ assay_room_updates_appended_total: at + 1 });
  }
  const bad = await enterRaw(server, "bad", ROOM);
  expect(readMetrics(server)).toMatchObject({ assay_rooms_open: 1, assay_room_connections: 2 });
  bad.socket.send(Uint8Array.of(9));
  await bad.closed;
  const large = await enterRaw(server, "bad", ROOM);
  large.socket.send(new Uint8Array(ROOM_LIMITS.frameBytesMax + 1));
  await large.closed;
  expect(readMetrics(server)).toMatchObject({
    assay_room_connections: 1,
    assay_room_bad_frames_total: 2,
    'assay_room_sockets_closed_total{reason="frame.malformed"}': 2,
  });
  expect(textOf(client.doc)).toContain("ba");
  client.destroy();
  await until(() => readMetrics(server)["assay_rooms_open"] === 0);
});
