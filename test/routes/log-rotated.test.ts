import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runVerify } from "../../server/cli/verify.ts";
import { createLogHandler } from "../../server/http/log-endpoints.ts";
import { getLogKey } from "../../server/services/ledger/keys.ts";
import { makeLogKey, rotateLogKey } from "../../server/services/ledger/rotate-log-key.ts";
import { createServices, type Services } from "../../server/services/services.ts";
import { openTestDatabase } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";

let services: Services;
let firstKey: string;
let base: string;

const server = createServer((request, response) => {
  void createLogHandler(services.ledger)(request, response, new URL(request.url ?? "/", base));
});

beforeAll(async () => {
  const dataDir = makeTestDir();
  const database = await openTestDatabase("sqlite");
  const now = (): Date => new Date();
  services = await createServices({ database, dataDir, logOrigin: "test.example/log", now, isSimulated: false });
  const { ledger } = services;
  firstKey = ledger.verifierKey;
  const keysDir = join(dataDir, "keys");
  await rotateLogKey({
    ledger,
    keysDir,
    now,
    subject: "a_0000000000000001",
    reason: "Đổi khóa theo lịch hằng năm của ban thư ký.",
    oldKey: firstKey,
    signer: getLogKey(keysDir, firstKey),
    next: makeLogKey(ledger.origin),
    nextRecoveryKey: null,
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function verify(key: string): Promise<number> {
  const output = { stdout: { write: () => undefined }, stderr: { write: () => undefined } };
  return runVerify([base, "--key", key], output);
}

test("who noted the first key down follows the log to its newest", async () => {
  expect(services.ledger.verifierKey).not.toBe(firstKey);
  expect(await verify(firstKey)).toBe(0);
  expect(await verify(services.ledger.verifierKey)).toBe(0);
});

test("a key that the log never had leads nowhere", async () => {
  expect(await verify(makeLogKey(services.ledger.origin).verifierKey)).toBe(1);
});
