import { describe, expect, test } from "vitest";
import { isRefusal } from "../../server/domain/refusal-status.ts";
import { createIdentity, type Identity } from "../../server/services/identity/identity.ts";
import { createAccount } from "../../server/services/process/create-account.ts";
import { type Dialect, DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";

const NOW = new Date("2026-05-04T08:00:00.000Z");
const PASSWORD = "mật khẩu đủ dài";
const after = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

async function open(dialect: Dialect): Promise<Identity> {
  const services = await openTestServices(dialect, () => NOW);
  const account = { displayName: "Chuyên gia A", password: PASSWORD, roles: [], entityId: null };
  await createAccount(services, { ...account, login: "a" });
  await createAccount(services, { ...account, login: "b" });
  return createIdentity({ database: services.database, vault: services.vault, isSecure: false });
}

interface Attempt {
  login?: string;
  password?: string;
  address?: string;
}

/** @returns `ok`, or the refusal's code, with the wait when there is one. */
async function attempt(identity: Identity, now: Date, given: Attempt = {}): Promise<string> {
  const request = { login: "a", password: "sai", address: "192.0.2.1", cookieHeader: null, ...given };
  try {
    await identity.signIn(request, now);
    return "ok";
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { waitSeconds, retryAt } = error.details;
    if (waitSeconds === undefined) return error.code;
    expect(retryAt).toBe(new Date(now.getTime() + Number(waitSeconds) * 1000).toISOString());
    return `${error.code} ${Number(waitSeconds)}`;
  }
}

describe.each(DIALECTS)("progressive delay on %s", (dialect) => {
  test("doubles the account's wait after five failures, up to a minute; refused attempts do not count", async () => {
    const identity = await open(dialect);
    for (let i = 0; i < 5; i += 1) expect(await attempt(identity, NOW)).toBe("sign-in.wrong");
    let seconds = 0;
    for (const wait of [1, 2, 4, 8, 16, 32, 60, 60]) {
      const right = { password: PASSWORD, address: "192.0.2.2" };
      expect(await attempt(identity, after(seconds), right)).toBe(`sign-in.throttled ${wait}`);
      expect(await attempt(identity, after(seconds), right)).toBe(`sign-in.throttled ${wait}`);
      seconds += wait;
      expect(await attempt(identity, after(seconds))).toBe("sign-in.wrong");
    }
  });

  test("is no lock-out: the right password works after the wait and clears the account", async () => {
    const identity = await open(dialect);
    for (let i = 0; i < 5; i += 1) await attempt(identity, NOW);
    expect(await attempt(identity, after(1), { password: PASSWORD })).toBe("ok");
    for (let i = 0; i < 5; i += 1) expect(await attempt(identity, after(2))).toBe("sign-in.wrong");
  });

  test("treats unknown names alike", async () => {
    const identity = await open(dialect);
    for (let i = 0; i < 5; i += 1) expect(await attempt(identity, NOW, { login: "nobody" })).toBe("sign-in.wrong");
    expect(await attempt(identity, NOW, { login: "nobody" })).toBe("sign-in.throttled 1");
    expect(await attempt(identity, NOW)).toBe("sign-in.wrong");
  });

  test("slows an address that tries many names, and a right password takes back one failure only", async () => {
    const identity = await open(dialect);
    const address = "2001:db8:1:2::7";
    for (let i = 0; i < 29; i += 1) {
      expect(await attempt(identity, NOW, { login: `name ${i}`, address })).toBe("sign-in.wrong");
    }
    expect(await attempt(identity, NOW, { password: PASSWORD, address })).toBe("ok");
    expect(await attempt(identity, NOW, { login: "name 29", address })).toBe("sign-in.wrong");
    const neighbour = "2001:db8:1:2:aaaa::1";
    expect(await attempt(identity, NOW, { login: "b", password: PASSWORD, address: neighbour })).toBe(
      "sign-in.throttled 1",
    );
    expect(await attempt(identity, NOW, { login: "b", password: PASSWORD, address: "2001:db8:1:3::7" })).toBe("ok");
  });

  test("lets attempts at the same moment not overtake the count", async () => {
    const identity = await open(dialect);
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt(identity, NOW)));
    expect(answers.filter((answer) => answer === "sign-in.wrong")).toHaveLength(5);
    expect(answers.filter((answer) => answer === "sign-in.throttled 1")).toHaveLength(15);
  });

  test("forgets failures after a quiet hour", async () => {
    const identity = await open(dialect);
    for (let i = 0; i < 5; i += 1) await attempt(identity, NOW);
    const quiet = after(60 * 60);
    for (let i = 0; i < 5; i += 1) expect(await attempt(identity, quiet)).toBe("sign-in.wrong");
    expect(await attempt(identity, quiet)).toBe("sign-in.throttled 1");
  });
});
