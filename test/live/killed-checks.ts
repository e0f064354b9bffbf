import { expect } from "vitest";
import { withSnapshot } from "../../db/dialects/open-snapshot.ts";
import { fromBase64, fromUtf8 } from "../../server/domain/ledger/bytes.ts";
import { parseCheckpoint } from "../../server/domain/ledger/checkpoint.ts";
import { parseEntryBundle } from "../../server/domain/ledger/entry-bundle.ts";
import { hashLeaf, verifyConsistency, verifyInclusion } from "../../server/domain/ledger/merkle-tree.ts";
import { verifyNote } from "../../server/domain/ledger/signed-note.ts";
import { tilePath } from "../../server/domain/ledger/tile-path.ts";
import { runVerify } from "../../server/cli/verify.ts";
import { nodeCrypto, sha256 } from "../../server/services/hash.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { describeDifference, rebuildDatabase } from "../../server/services/rebuild/rebuild-database.ts";
import { openTestDatabase } from "../helpers/open-test-database.ts";
import type { PageClient } from "../helpers/page-client.ts";
import { until } from "../helpers/until.ts";
import type { KilledSite } from "./killed-site.ts";
import { joinRoom, type Kept } from "./killed-people.ts";
import { textOf } from "./start-room-server.ts";

/** The whole public log verifies, over the network and by the product's own verifier. */
export async function checkLog(site: KilledSite, verifierKey: string): Promise<void> {
  const silent = { stdout: { write: () => true }, stderr: { write: () => true } };
  expect(await runVerify([site.address, "--key", verifierKey], silent)).toBe(0);
}

/** The log as anybody gets it: entries, and the published checkpoint with its signature checked. */
async function readLog(site: KilledSite, verifierKey: string) {
  const get = async (path: string) => new Uint8Array(await (await fetch(`${site.address}/log/${path}`)).arrayBuffer());
  const note = verifyNote(nodeCrypto, { note: fromUtf8(await get("checkpoint")), verifierKey });
  const checkpoint = parseCheckpoint(note!);
  const entries: string[] = [];
  while (entries.length < checkpoint.size) {
    const width = Math.min(256, checkpoint.size - entries.length);
    const bundle = parseEntryBundle(await get(tilePath("entries", entries.length / 256, width)));
    entries.push(...bundle.map(fromUtf8));
  }
  return { ...checkpoint, entries };
}

/** Each receipt's entry is in the final log as it was, and that log continues the one that the receipt signs. */
export async function checkReceipts(site: KilledSite, verifierKey: string, kept: readonly Kept[]): Promise<void> {
  const { size, root, entries } = await readLog(site, verifierKey);
  const ask = async (path: string) => {
    const { proof } = (await (await fetch(`${site.address}/log/${path}`)).json()) as { proof: string[] };
    return proof.map(fromBase64);
  };
  for (const { seq, receipt, ...signed } of kept) {
    expect(entries[seq], `entry ${seq}`).toBe(receipt.entry);
    const leafHash = hashLeaf(sha256, new TextEncoder().encode(receipt.entry));
    const inclusion = { leafHash, leafIndex: seq, treeSize: size, proof: await ask(`proof/${seq}`), root };
    expect(verifyInclusion(sha256, inclusion), `entry ${seq} in the final tree`).toBe(true);
    const proof = await ask(`consistency?from=${signed.size}&to=${size}`);
    const claim = { oldSize: signed.size, oldRoot: signed.root, newSize: size, newRoot: root, proof };
    expect(verifyConsistency(sha256, claim), `final tree after size ${signed.size}`).toBe(true);
  }
}

/** One entry for each command, and one command for each receipt. */
export async function checkCommands(site: KilledSite, kept: readonly Kept[]): Promise<void> {
  await site.read(async ({ database, vault }) => {
    const problems = (await checkDatabase(database, vault)).flatMap(({ problems }) => problems);
    expect(problems).toEqual([]);
    const target = await openTestDatabase("sqlite");
    const { stored, differences } = await withSnapshot(database, (source) =>
      rebuildDatabase({ source, target, vault }),
    );
    expect(differences.map(describeDifference)).toEqual([]);
    const heads = await database.reader.selectFrom("ledger_head").select(["seq", "actor_id", "command_id"]).execute();
    const byCommand = new Map(heads.map((head) => [`${head.actor_id} ${head.command_id}`, head.seq]));
    expect([byCommand.size, stored.size]).toEqual([heads.length, heads.length]);
    for (const { seq, prepared, client } of kept) {
      expect(byCommand.get(`${client.sender.actorId} ${prepared.command}`)).toBe(seq);
    }
  });
}

/** Everything that was called saved is in the room of somebody who joins anew. */
export async function checkRooms(site: KilledSite, rooms: ReadonlyMap<string, PageClient>): Promise<number> {
  let count = 0;
  for (const [path, client] of rooms) {
    const room = joinRoom(site, client, path);
    await until(() => room.saveState.get() === "saved", { what: `${path} is loaded` });
    const text = textOf(room.doc, path.split("/", 1)[0]);
    const saved = [...site.told.saved.get(path)!];
    expect(saved.filter((one) => !text.includes(one))).toEqual([]);
    count += saved.length;
    room.destroy();
  }
  return count;
}
