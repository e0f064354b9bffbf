import { parentPort, workerData } from "node:worker_threads";
import { buildVersion, packVersion, type VersionSource, unpackVersion } from "./version-body.ts";

const { source, last } = workerData as { source: VersionSource; last: Uint8Array | null };

// Beside the main thread: a document at its limit would hold up every room while it is read.
const before = last === null ? null : unpackVersion(last);
const body = buildVersion(source);
// Where nothing was ever said there is no history either.
const isNews = before === null ? body.nodes.length > 0 : before.hash !== body.hash;
if (!isNews) {
  parentPort?.postMessage(null);
} else {
  const known = new Map(before?.clocks);
  const clients = body.clocks.filter(([client, clock]) => clock > (known.get(client) ?? 0)).map(([client]) => client);
  parentPort?.postMessage({ packed: packVersion(body), clients });
}
