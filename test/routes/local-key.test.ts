import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { EMPTY_CHOICE } from "../../server/domain/scoring/choice.ts";
import type { PageClient } from "../helpers/page-client.ts";

let site: RoundServer;
let expert: PageClient;
let colleague: PageClient;

beforeAll(async () => {
  site = await openRoundServer({ evidenceOf: [] });
  [expert, colleague] = (await Promise.all(site.round.panel1.experts.slice(0, 2).map((one) => site.signIn(one)))) as [
    PageClient,
    PageClient,
  ];
});

const ask = (client: PageClient, token: string, method = "GET"): Promise<Response> =>
  client.ask("/local-key", { method, headers: { "x-csrf-token": token } });

const readKey = async (client: PageClient): Promise<string> => {
  const answer = await ask(client, client.sender.csrfToken);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { key: string }).key;
};

test("nobody without a session gets a key, and no page of another session", async () => {
  const stranger = await site.server.ask("/local-key");
  expect([stranger.status, await stranger.json()]).toEqual([
    401,
    { refusal: { code: "session.signed-out", key: "errors:refusal.session.signed-out", details: {} } },
  ]);
  for (const token of ["", "x", colleague.sender.csrfToken]) {
    const answer = await ask(expert, token);
    expect(answer.status, token).toBe(403);
    expect(Object.keys((await answer.json()) as object)).toEqual(["refusal"]);
  }
  expect((await ask(expert, expert.sender.csrfToken, "HEAD")).status).toBe(200);
  expect((await ask(expert, colleague.sender.csrfToken, "HEAD")).status).toBe(403);
});

test("an account has one key of 32 bytes, whichever session asks, and nobody else has it", async () => {
  const key = await readKey(expert);
  expect(Buffer.from(key, "base64")).toHaveLength(32);
  const again = await site.signIn(site.round.panel1.experts[0]!);
  expect(await readKey(again)).toBe(key);
  expect(await readKey(colleague)).not.toBe(key);
});

test("the key is in no cache, no log and no file", async () => {
  const key = await readKey(expert);
  const answer = await ask(expert, expert.sender.csrfToken);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(JSON.stringify(site.server.log)).not.toContain(key);
  const bytes = Buffer.from(key, "base64");
  const files = readdirSync(site.dataDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  expect(files.map(({ name }) => name)).toContain("assay.db");
  for (const { parentPath, name } of files) {
    const content = readFileSync(join(parentPath, name));
    expect([content.includes(bytes), content.includes(key)], name).toEqual([false, false]);
  }
});

test("a command of one account is refused in the session of another, and leaves no entry", async () => {
  const prepared = expert.prepare({
    type: "score.sealed",
    facts: { round: ROUND },
    value: { ...EMPTY_CHOICE, confidence: 3 },
    text: { justification: "Việc của người khác." },
  });
  const size = (): number => site.server.services.ledger.size();
  const before = size();
  const answer = await colleague.post(prepared.envelope);
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([403, { refusal: { code: "actor.forbidden" } }]);
  expect(size()).toBe(before);
});

test("a sign-out empties the caches of the browser", async () => {
  const leaving = await site.signIn(site.round.panel1.experts[1]!);
  const answer = await leaving.ask("/sign-out", {
    method: "POST",
    headers: { Origin: site.server.origin },
    body: new URLSearchParams({ csrf: leaving.sender.csrfToken }),
  });
  expect([answer.status, answer.headers.get("Clear-Site-Data")]).toEqual([302, '"cache"']);
  expect((await ask(leaving, leaving.sender.csrfToken)).status).toBe(401);
});
