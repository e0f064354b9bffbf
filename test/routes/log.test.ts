import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { fromBase64, fromUtf8, toHex, utf8 } from "#domain/ledger/bytes.ts";
import { parseCheckpoint } from "#domain/ledger/checkpoint.ts";
import { parseEntry } from "#domain/ledger/entry.ts";
import { parseEntryBundle } from "#domain/ledger/entry-bundle.ts";
import { computeRoot, hashLeaf, verifyConsistency, verifyInclusion } from "#domain/ledger/merkle-tree.ts";
import { verifyNote } from "#domain/ledger/signed-note.ts";
import { runVerify } from "../../server/cli/verify.ts";
import { createLogHandler } from "../../server/http/log-endpoints.ts";
import { nodeCrypto, sha256 } from "../../server/services/hash.ts";
import type { Ledger } from "../../server/services/ledger/ledger.ts";
import { ACTOR, appendMany, commandOf, KEY, openTestLedger, ORIGIN } from "../db/make-ledger.ts";
import { openTestDatabase, type TestDatabase } from "../helpers/open-test-database.ts";

const PUBLISHED = 300;
let database: TestDatabase;
let ledger: Ledger;
let base: string;

const server = createServer((request, response) => {
  void createLogHandler(ledger)(request, response, new URL(request.url ?? "/", base));
});

beforeAll(async () => {
  database = await openTestDatabase("sqlite");
  ledger = await openTestLedger(database);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await appendMany(ledger, 0, PUBLISHED);
  await ledger.publish();
  // Signed and not yet published: the endpoints must not know of these.
  await appendMany(ledger, PUBLISHED, 10);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string, method = "GET") => fetch(`${base}log/${path}`, { method });
const bytesOf = async (path: string) => new Uint8Array(await (await get(path)).arrayBuffer());
const readCheckpoint = async () =>
  parseCheckpoint(
    verifyNote(nodeCrypto, { note: fromUtf8(await bytesOf("checkpoint")), verifierKey: KEY.verifierKey })!,
  );

async function runOnUrl(...options: string[]) {
  let text = "";
  let notes = "";
  const output = {
    stdout: { write: (part: string) => (text += part) },
    stderr: { write: (part: string) => (notes += part) },
  };
  return { code: await runVerify([base, ...options], output), text, notes };
}

describe("the public log", () => {
  test("checkpoint and key", async () => {
    const response = await get("checkpoint");
    expect(response.headers.get("content-type")).toContain("text/plain");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect((await readCheckpoint()).size).toBe(PUBLISHED);
    expect(fromUtf8(await bytesOf("key"))).toBe(`${KEY.verifierKey}\n`);
  });

  test("entries and hashes give the signed root", async () => {
    const bundles = [await bytesOf("tile/entries/000"), await bytesOf("tile/entries/001.p/44")];
    const entries = bundles.flatMap(parseEntryBundle);
    const leaves = entries.map((entry) => hashLeaf(sha256, entry));
    expect(entries.map((entry) => parseEntry(entry).seq)).toEqual(Array.from({ length: PUBLISHED }, (_, seq) => seq));
    expect(Buffer.concat([await bytesOf("tile/0/000"), await bytesOf("tile/0/001.p/44")])).toEqual(
      Buffer.concat(leaves),
    );
    expect(toHex(computeRoot(sha256, leaves))).toBe(toHex((await readCheckpoint()).root));
    expect(toHex(await bytesOf("tile/1/000.p/1"))).toBe(toHex(computeRoot(sha256, leaves.slice(0, 256))));
  });

  test("full tiles are kept for a year, partial ones for a week", async () => {
    expect((await get("tile/0/000")).headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await get("tile/entries/000")).headers.get("content-type")).toBe("application/octet-stream");
    expect((await get("tile/0/001.p/44")).headers.get("cache-control")).toBe("public, max-age=604800, immutable");
    expect(await bytesOf("tile/0/001.p/3")).toHaveLength(96);
  });

  test.each([
    "tile/0/001",
    "tile/0/001.p/45",
    "tile/entries/001.p/54",
    "tile/0/002.p/1",
    "tile/1/000",
    "tile/2/000.p/1",
    "tile/0/000.p/0",
    "tile/0/0",
    "tile/64/000",
    "proof/300",
    "proof/0?size=301",
    "proof/5?size=5",
    "proof/-1",
    "proof/1e2",
    "consistency?from=0",
    "consistency?from=10&to=301",
    "consistency?from=20&to=10",
    "consistency",
    "nothing",
    "",
  ])("beyond the published checkpoint, or nothing: %s", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test("proofs are those that a verifier accepts", async () => {
    const { size, root } = await readCheckpoint();
    const [entry] = await ledger.readEntries(7, 8);
    const inclusion = (await (await get("proof/7")).json()) as { size: number; proof: string[] };
    const claim = { leafHash: hashLeaf(sha256, utf8(entry as string)), leafIndex: 7, treeSize: size, root };
    expect(inclusion.size).toBe(PUBLISHED);
    expect(verifyInclusion(sha256, { ...claim, proof: inclusion.proof.map(fromBase64) })).toBe(true);
    const leaves = (await ledger.readEntries(0, 100)).map((text) => hashLeaf(sha256, utf8(text)));
    const { proof } = (await (await get("consistency?from=100")).json()) as { proof: string[] };
    const growth = { oldSize: 100, oldRoot: computeRoot(sha256, leaves), newSize: size, newRoot: root };
    expect(verifyConsistency(sha256, { ...growth, proof: proof.map(fromBase64) })).toBe(true);
  });

  test("is read only, and HEAD has the length and no body", async () => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
      const response = await get("checkpoint", method);
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    }
    const head = await get("tile/0/000", "HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "8192", ""]);
  });

  test("says nothing but that something happened", async () => {
    const paths = [
      "checkpoint",
      "tile/entries/000",
      "tile/entries/001.p/44",
      "tile/0/000",
      "proof/3",
      "consistency?from=3",
    ];
    const everything = Buffer.concat(await Promise.all(paths.map(bytesOf))).toString("latin1");
    for (const secret of [ACTOR, commandOf(5), "interest.declared", "r1", "expiresAt"]) {
      expect(everything.includes(`"${secret}"`)).toBe(false);
    }
    const fields = parseEntryBundle(await bytesOf("tile/entries/000")).map((entry) =>
      Object.keys(parseEntry(entry)).join(),
    );
    expect(new Set(fields)).toEqual(new Set(["at,head,log,prev,seq,text,v,value"]));
  });
});

describe("assay verify URL", () => {
  test("passes with the reader's key, and warns where there is none", async () => {
    const known = await runOnUrl("--key", KEY.verifierKey);
    expect([known.code, known.notes]).toEqual([0, ""]);
    expect(known.text).toMatch(/sequence +passed 300\n/);
    expect(known.text).toMatch(/commitments +passed 0, not disclosed 900 \(withheld: 900\)\n/);
    const first = await runOnUrl();
    expect([first.code, first.notes]).toEqual([0, expect.stringContaining("first use")]);
  });

  test("fails with another key", async () => {
    const other = `${KEY.verifierKey.slice(0, -6)}AAAAA=`;
    expect((await runOnUrl("--key", other)).code).toBe(2);
  });

  test("a server that is not there, or wrong arguments, is code 2", async () => {
    const output = { stdout: { write: () => undefined }, stderr: { write: () => undefined } };
    for (const argv of [[], ["a", "b"], ["--unknown"], ["http://127.0.0.1:1/"], ["no-such-file.ndjson"]]) {
      expect(await runVerify(argv, output)).toBe(2);
    }
  });

  // The last test of the file: it breaks the log.
  test("with triggers dropped, an edited and a deleted row are named", async () => {
    const edit = (statement: string) =>
      database.writer.run(async (trx) => void (await sql.raw(statement).execute(trx)));
    await edit("drop trigger ledger_entry_no_update");
    await edit("drop trigger ledger_entry_no_delete");
    await edit(`update ledger_entry set entry = replace(entry, '"value":"', '"value":"0') where seq = 270`);
    const edited = await runOnUrl("--key", KEY.verifierKey);
    expect([edited.code, edited.text]).toEqual([1, expect.stringContaining("first bad entry: 270")]);
    await edit("delete from ledger_entry where seq = 100");
    const deleted = await runOnUrl("--key", KEY.verifierKey);
    expect([deleted.code, deleted.text]).toEqual([1, expect.stringContaining("entry 100 is missing")]);
  });
});

test("keys are what the log says of them, for whoever holds an older one", async () => {
  const response = await get("keys");
  expect(response.headers.get("cache-control")).toBe("no-cache");
  expect(await response.json()).toEqual({ log: ORIGIN, key: KEY.verifierKey, recoveryKey: null, rotations: [] });
});
