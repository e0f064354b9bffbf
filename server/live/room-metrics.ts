import type { Metric } from "../domain/operations/metric.ts";

/** Numbers for metrics. */
export interface RoomHubStats {
  readonly rooms: number;
  readonly connections: number;
  /** Updates that wait for the disk. */
  readonly queued: number;
  /** Updates that were written to the disk since the start. */
  readonly appended: number;
  /** Sockets closed with 4400 since the start. */
  readonly badFrames: number;
  /** What has happened to sockets since the start, by reason: closed by the server, held back, behind, caught up. */
  readonly events: ReadonlyMap<string, number>;
}

/** Events that close no socket. */
const SLOW = { "connection.behind": "dropped", "connection.resynced": "resynced" } as const;
const THROTTLED = "account.throttled";
const TOO_SLOW = "connection.too-slow";

/** What the rooms count, for `/metrics`. Close reasons are constants of the code, so their series are few. */
export function listRoomMetrics({ rooms, connections, queued, appended, badFrames, events }: RoomHubStats): Metric[] {
  const countOf = (event: string): number => events.get(event) ?? 0;
  const closed = [...events].filter(([event]) => !(event in SLOW) && event !== THROTTLED);
  const slow = [...Object.entries(SLOW), [TOO_SLOW, "closed"] as const];
  return [
    gauge("assay_rooms_open", "Rooms in memory.", rooms),
    gauge("assay_room_connections", "Sockets in rooms.", connections),
    gauge("assay_room_updates_waiting", "Updates and questions that wait for the disk.", queued),
    counter("assay_room_updates_appended_total", "Updates of documents that were written to the disk.", appended),
    counter("assay_room_bad_frames_total", "Sockets closed with 4400 for what they sent.", badFrames),
    counter(
      "assay_room_throttled_total",
      "Sockets that were not read for a while, because the time of their account was used up.",
      countOf(THROTTLED),
    ),
    counter(
      "assay_room_slow_consumers_total",
      "Sockets that read too slowly: updates dropped, all sent anew, closed.",
      slow.map(([event, action]) => ({ labels: { action }, value: countOf(event) })),
    ),
    counter(
      "assay_room_sockets_closed_total",
      "Sockets that the server closed.",
      closed.map(([reason, value]) => ({ labels: { reason }, value })),
    ),
  ];
}

const gauge = (name: string, help: string, value: number): Metric => ({
  name,
  help,
  type: "gauge",
  samples: [{ value }],
});

function counter(name: string, help: string, counted: number | Metric["samples"]): Metric {
  return { name, help, type: "counter", samples: typeof counted === "number" ? [{ value: counted }] : counted };
}
