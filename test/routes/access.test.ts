import { beforeAll, expect, test } from "vitest";
import { exportAccessLog } from "../../server/services/access/export-access-log.ts";
import { PASSWORD } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import type { PageClient } from "../helpers/page-client.ts";
import { headersOf } from "./leak/collect.ts";

let world: RoundServer;
let expert: PageClient;
let now = new Date("2026-03-02T08:10:00.000Z");

beforeAll(async () => {
  world = await openRoundServer({ evidenceOf: [], now: () => now });
  expert = await world.signIn(world.round.panel1.experts[0]!);
});

const listRecords = async () => {
  await world.server.services.access.flush();
  const { reader } = world.server.services.database;
  return reader.selectFrom("access_record").selectAll().orderBy("id").execute();
};

const get = (path: string): Promise<Response> =>
  fetch(world.server.address + path, { redirect: "manual", headers: headersOf(world.server, expert) });

test("a page that was read and one that was refused are noted, the shell around them is not", async () => {
  const { itemId } = world.round;
  expect((await get(`/items/${itemId("hue", "1.1")}`)).status).toBe(200);
  expect((await get(`/items/${itemId("da-nang", "1.1")}`)).status).toBe(404);
  const [account] = await world.server.services.database.reader
    .selectFrom("account")
    .select("actor_id")
    .where("login", "=", "expert1a")
    .execute();
  const by = { actor_id: account?.actor_id, door: "workbench", source: null };
  expect((await listRecords()).filter((row) => row.door !== "sign-in")).toMatchObject([
    { ...by, kind: "read", thing: itemId("hue", "1.1"), outcome: "ok" },
    { ...by, kind: "refused", thing: itemId("da-nang", "1.1"), outcome: "thing.absent" },
  ]);
});

test("a command without the session's token is noted", async () => {
  const response = await fetch(`${world.server.address}/commands`, {
    method: "POST",
    headers: { ...headersOf(world.server, expert), "Content-Type": "application/json", Origin: world.server.address },
    body: "{}",
  });
  expect(response.status).toBe(403);
  expect((await listRecords()).at(-1)).toMatchObject({ kind: "refused", outcome: "session.csrf-missing" });
});

test("a failed sign-in says from where by a hash, and neither name nor password", async () => {
  const { identity } = world.server;
  const typed = { login: "khong-co-ai", password: "mật khẩu đã gõ", address: "192.0.2.7", cookieHeader: null };
  await expect(identity.signIn(typed, now)).rejects.toMatchObject({ code: "sign-in.wrong" });
  const rows = await listRecords();
  expect(rows.at(-1)).toMatchObject({ kind: "failed-sign-in", actor_id: null, outcome: "sign-in.wrong" });
  expect(rows.at(-1)?.source).toMatch(/^[0-9a-f]{16}$/);
  const text = JSON.stringify(rows);
  for (const secret of [typed.login, typed.password, typed.address, PASSWORD]) expect(text).not.toContain(secret);
});

test("auditors get the hours whose root is in the ledger, and nobody else gets any", async () => {
  const { services } = world.server;
  const { auditor, officers } = world.round;
  const before = await exportAccessLog(services, { id: auditor.accountId });
  expect(before.trimEnd().split("\r\n")).toHaveLength(1);
  now = new Date("2026-03-02T09:10:00.000Z");
  await services.access.flush();
  const after = await exportAccessLog(services, { id: auditor.accountId });
  expect(after.trimEnd().split("\r\n")).toHaveLength((await listRecords()).length + 1);
  expect(after).toContain("session.csrf-missing");
  await expect(exportAccessLog(services, { id: officers[0].accountId })).rejects.toMatchObject({
    code: "thing.absent",
  });
});
