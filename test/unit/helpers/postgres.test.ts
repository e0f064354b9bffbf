import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import {
  createDatabase,
  findPostgresUrl,
  isPostgresAvailable,
  isPostgresWanted,
  startPostgres,
} from "../../helpers/postgres.ts";
import { makeTestDir } from "../../helpers/run-dir.ts";
import { once, until } from "../../helpers/until.ts";

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test.each([
  [undefined, true],
  ["", true],
  ["sqlite", false],
  ["sqlite,postgres", true],
])("DIALECTS=%s wants PostgreSQL: %s", (dialects, wanted) => expect(isPostgresWanted(dialects)).toBe(wanted));

describe.skipIf(!isPostgresAvailable())("a PostgreSQL from npm", () => {
  test.skipIf(findPostgresUrl() === null)("gives each caller a database of its own, in UTF-8", async () => {
    const [first, second] = [await createDatabase(), await createDatabase()];
    expect(first).not.toBe(second);
    await query(first, "create table place (name text)");
    await query(first, "insert into place values ('Đắk Lắk')");
    expect(await query(first, "select name, char_length(name) as size from place")).toEqual([
      { name: "Đắk Lắk", size: 7 },
    ]);
    await expect(query(second, "select * from place")).rejects.toThrow(/does not exist/);
  });

  test.skipIf(findPostgresUrl() === null)("is durable and listens on loopback only", async () => {
    const rows = await query(
      await createDatabase(),
      "select current_setting('fsync') as fsync, host(inet_server_addr()) as host",
    );
    expect(rows).toEqual([{ fsync: "on", host: "127.0.0.1" }]);
  });

  test("stops alone, twice without harm, and takes its folder along", async () => {
    const parent = makeTestDir();
    await chmod(parent, 0o711);
    const dir = join(parent, "data");
    const server = await startPostgres({ dir, fast: true });
    expect(await query(await server.createDatabase(), "select current_setting('fsync') as fsync")).toEqual([
      { fsync: "off" },
    ]);
    await server.stop();
    await server.stop();
    expect(existsSync(dir)).toBe(false);
    await expect(query(server.url, "select 1")).rejects.toThrow(/ECONNREFUSED/);
    const shared = findPostgresUrl();
    if (shared !== null) expect(await query(shared, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("goes, folder and all, when the process that wanted it is killed", async () => {
    const parent = makeTestDir();
    await chmod(parent, 0o711);
    const dir = join(parent, "data");
    const script = join(import.meta.dirname, "../../helpers/postgres-process.ts");
    const options = JSON.stringify({ dir, removeDir: dir, fast: true });
    const wanting = `
      const server = require("node:child_process").spawn(process.execPath, process.argv.slice(1), { detached: true });
      server.stdout.pipe(process.stdout);
    `;
    const killed = spawn(process.execPath, ["--eval", wanting, script, options]);
    const [url] = await once(killed.stdout, "data");
    expect(await query(String(url).trim(), "select 1 as one")).toEqual([{ one: 1 }]);
    killed.kill("SIGKILL");
    await until(() => !existsSync(dir), { what: "the folder is gone" });
    await expect(query(String(url).trim(), "select 1")).rejects.toThrow(/ECONNREFUSED/);
  });
});
