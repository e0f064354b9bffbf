import { describe, expect, test } from "vitest";
import { createIdentity, type Identity } from "../../server/services/identity/identity.ts";
import { createAccount } from "../../server/services/process/create-account.ts";
import { type Dialect, DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";

const NOW = new Date("2026-05-04T08:00:00.000Z");
const PASSWORD = "mật khẩu đủ dài";
const HOUR_MS = 60 * 60 * 1000;
const later = (ms: number): Date => new Date(NOW.getTime() + ms);

const OFFICER = { login: "Can-Bo-1", displayName: "Cán bộ 1", password: PASSWORD, entityId: null };

async function open(dialect: Dialect) {
  const services = await openTestServices(dialect, () => NOW);
  const { database } = services;
  const identity = await createIdentity({ database, vault: services.vault, isSecure: true });
  await createAccount(services, { ...OFFICER, roles: ["auditor", "secretariat"] });
  return { services, database, identity };
}

async function signIn(identity: Identity, now = NOW, cookieHeader: string | null = null) {
  const request = { login: "can-bo-1", password: PASSWORD, address: "192.0.2.1", cookieHeader };
  const { setCookie, signedIn } = await identity.signIn(request, now);
  return { setCookie, signedIn, cookie: setCookie.split(";", 1)[0]! };
}

describe.each(DIALECTS)("identity on %s", (dialect) => {
  test("signs in by name in any case, with roles in the order of the guide", async () => {
    const { identity } = await open(dialect);
    const { cookie, signedIn } = await signIn(identity);
    expect(signedIn.account).toMatchObject({ login: "can-bo-1", roles: ["secretariat", "auditor"], entityId: null });
    expect(await identity.findSession(cookie, NOW)).toEqual(signedIn);
  });

  test("takes a password however its accents were composed", async () => {
    const { identity } = await open(dialect);
    const request = { login: "can-bo-1", address: "192.0.2.1", cookieHeader: null };
    await expect(identity.signIn({ ...request, password: PASSWORD.normalize("NFD") }, NOW)).resolves.toBeDefined();
  });

  test("keeps neither the password nor the session's id", async () => {
    const { database, identity } = await open(dialect);
    const { cookie } = await signIn(identity);
    const sessions = await database.reader.selectFrom("session").selectAll().execute();
    const credentials = await database.reader.selectFrom("credential").selectAll().execute();
    expect(sessions).toHaveLength(1);
    expect(JSON.stringify([sessions, credentials])).not.toContain(cookie.split("=")[1]);
    expect(credentials[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test("refuses a name twice", async () => {
    const { services } = await open(dialect);
    const again = createAccount(services, { ...OFFICER, login: " CAN-BO-1 ", roles: [] });
    await expect(again).rejects.toMatchObject({ code: "account.taken" });
  });

  test("gives the same answer to a wrong password and an unknown name", async () => {
    const { identity } = await open(dialect);
    const request = { password: "sai", address: "192.0.2.1", cookieHeader: null };
    for (const login of ["can-bo-1", "nobody"]) {
      await expect(identity.signIn({ ...request, login }, NOW)).rejects.toMatchObject({
        code: "sign-in.wrong",
        details: {},
      });
    }
  });

  test("rotates the session: the one that the browser had before ends", async () => {
    const { identity } = await open(dialect);
    const ended: string[] = [];
    identity.onSignedOut((idHash) => ended.push(idHash));
    const first = await signIn(identity);
    const second = await signIn(identity, NOW, first.cookie);
    expect(second.cookie).not.toBe(first.cookie);
    expect(second.signedIn.csrfToken).not.toBe(first.signedIn.csrfToken);
    expect(ended).toEqual([first.signedIn.session.idHash]);
    expect(await identity.findSession(first.cookie, NOW)).toBeNull();
    expect(await identity.findSession(second.cookie, NOW)).not.toBeNull();
  });

  test("ends a session at sign-out and tells the listeners until they leave", async () => {
    const { identity } = await open(dialect);
    const ended: string[] = [];
    const stop = identity.onSignedOut((idHash) => ended.push(idHash));
    const { cookie, signedIn } = await signIn(identity);
    const setCookie = await identity.signOut(signedIn.session.idHash);
    expect(setCookie).toMatch(/^__Host-assay-session=; Max-Age=0; /);
    expect(await identity.findSession(cookie, NOW)).toBeNull();
    stop();
    await identity.signOut(signedIn.session.idHash);
    expect(ended).toEqual([signedIn.session.idHash]);
  });

  test("ends a session after 12 idle hours, and forgets it at the next sign-in", async () => {
    const { database, identity } = await open(dialect);
    const { cookie } = await signIn(identity);
    expect(await identity.findSession(cookie, later(12 * HOUR_MS))).toBeNull();
    await signIn(identity, later(12 * HOUR_MS));
    expect(await database.reader.selectFrom("session").select("id_hash").execute()).toHaveLength(1);
  });

  test("ends a session after 7 days however busy it was", async () => {
    const { identity } = await open(dialect);
    const { cookie } = await signIn(identity);
    for (let hours = 11; hours < 7 * 24; hours += 11) {
      expect(await identity.findSession(cookie, later(hours * HOUR_MS)), `after ${hours} h`).not.toBeNull();
    }
    expect(await identity.findSession(cookie, later(7 * 24 * HOUR_MS))).toBeNull();
  });

  test("notes at most once a minute that a session was seen", async () => {
    const { database, identity } = await open(dialect);
    const { cookie } = await signIn(identity);
    const seenAt = async () => (await database.reader.selectFrom("session").select("seen_at").execute())[0]?.seen_at;
    await identity.findSession(cookie, later(59_999));
    expect(await seenAt()).toBe(NOW.toISOString());
    await identity.findSession(cookie, later(60_000));
    expect(await seenAt()).toBe(later(60_000).toISOString());
  });

  test("knows its token and no other", async () => {
    const { identity } = await open(dialect);
    const { signedIn } = await signIn(identity);
    expect(identity.isCsrfToken(signedIn, signedIn.csrfToken)).toBe(true);
    for (const token of [null, undefined, "", "ễ", signedIn.csrfToken.slice(1), `${signedIn.csrfToken}a`, 1]) {
      expect(identity.isCsrfToken(signedIn, token)).toBe(false);
    }
  });
});
