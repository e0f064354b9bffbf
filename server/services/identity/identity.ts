import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Database } from "../../../db/dialects/database.ts";
import { findAccount, findCredential } from "../../../db/queries/accounts.ts";
import { deleteSession, deleteStaleSessions, insertSession, listLiveSessions } from "../../../db/queries/sessions.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Vault } from "../vault.ts";
import { findSignedIn, IDLE_MS, LIFE_MS, type SignedIn } from "./find-signed-in.ts";
import { ensureLocalKey, getLocalKey } from "./local-key.ts";
import { hashPassword, isPassword } from "./password.ts";
import { reserveAttempt } from "./reserve-attempt.ts";
import { createSessionCookie, hashSessionId } from "./session-cookie.ts";
import { toLogin } from "./to-login.ts";

export interface SignInRequest {
  readonly login: string;
  readonly password: string;
  /** The client's address, from behind trusted proxies. */
  readonly address: string;
  /** Cookie header of the request: a session that it names ends, whoever signs in. */
  readonly cookieHeader: string | null;
}

/** Sign-in and sessions. Every method that writes is durable when it resolves. */
export interface Identity {
  /**
   * Checks the password and starts a session with a new id.
   *
   * @returns the value of the `Set-Cookie` header.
   * @throws Refusal `sign-in.wrong`, the same for unknown names; `sign-in.throttled` {waitSeconds, retryAt};
   *   `sign-in.busy` {waitSeconds}.
   */
  signIn(request: SignInRequest, now: Date): Promise<{ setCookie: string; signedIn: SignedIn }>;
  /** Ends a session and tells the listeners. @returns the `Set-Cookie` that removes the cookie. */
  signOut(sessionIdHash: string): Promise<string>;
  /** @returns null without a valid session: no cookie, unknown, idle for 12 h or older than 7 d. */
  findSession(cookieHeader: string | null | undefined, now: Date): Promise<SignedIn | null>;
  /** The same for what goes on by itself, as sockets do: an open page that nobody uses keeps no session alive. */
  peekSession(cookieHeader: string | null | undefined, now: Date): Promise<SignedIn | null>;
  /** Those of the sessions that are still valid; does not count as use. */
  listLive(sessionIdHashes: readonly string[], now: Date): Promise<ReadonlySet<string>>;
  /** True when the token is the session's; compared in constant time. */
  isCsrfToken(signedIn: SignedIn, token: unknown): boolean;
  /** Key of what a browser keeps of the account: 32 bytes, for its memory only. */
  localKey(signedIn: SignedIn): Promise<Uint8Array>;
  /** Calls back after a session has ended, so that its sockets close. @returns what ends the listening. */
  onSignedOut(listener: (sessionIdHash: string) => void): () => void;
}

export interface IdentityOptions {
  readonly database: Database;
  /** Seals the keys of what browsers keep. */
  readonly vault: Vault;
  readonly isSecure: boolean;
  /** Hears of sign-ins that failed; the account is null for a name that nobody has. */
  readonly onFailedSignIn?: (failure: { accountId: string | null; address: string; code: string }) => void;
}

export async function createIdentity(options: IdentityOptions): Promise<Identity> {
  const { database, vault, isSecure, onFailedSignIn = () => undefined } = options;
  const cookie = createSessionCookie(isSecure);
  const listeners = new Set<(sessionIdHash: string) => void>();
  // An unknown name costs the same work as a known one.
  const nobodysHash = await hashPassword(randomBytes(32).toString("base64url"));
  const find: Find = async (cookieHeader, use) => {
    const idHash = cookie.findIdHash(cookieHeader);
    return idHash === null ? null : findSignedIn(database, idHash, use);
  };
  const tell = (sessionIdHash: string): void => {
    for (const listener of listeners) listener(sessionIdHash);
  };

  return {
    signIn: async (request, now) => {
      const login = toLogin(request.login);
      const { address } = request;
      const fail = (accountId: string | null, refusal: Refusal): never => {
        onFailedSignIn({ accountId, address, code: refusal.code });
        throw refusal;
      };
      const attempt = await reserveAttempt(database, { login, address }, now).catch((error: unknown) => {
        // A storm is refused without a look at the account.
        throw error instanceof Refusal ? fail(null, error) : error;
      });
      const credential = await findCredential(database.reader, login);
      const isRight = await isPassword(request.password, credential?.passwordHash ?? nobodysHash);
      if (!isRight || credential === null) return fail(credential?.accountId ?? null, new Refusal("sign-in.wrong"));
      const earlier = cookie.findIdHash(request.cookieHeader);
      const id = randomBytes(32).toString("base64url");
      const session = startSession(hashSessionId(id), credential.accountId, now);
      const account = await database.writer.run(async (trx) => {
        await attempt.forgive(trx);
        if (earlier !== null) await deleteSession(trx, earlier);
        const idleSince = new Date(now.getTime() - IDLE_MS).toISOString();
        await deleteStaleSessions(trx, { now: session.createdAt, idleSince });
        await insertSession(trx, session);
        await ensureLocalKey(trx, { vault, accountId: session.accountId, createdAt: session.createdAt });
        return findAccount(trx, credential.accountId);
      });
      if (earlier !== null) tell(earlier);
      if (account === null) throw new Error(`sign in: account ${credential.accountId} is gone`);
      const { idHash, expiresAt, csrfToken } = session;
      return {
        setCookie: cookie.set(id, LIFE_MS / 1000),
        signedIn: { session: { idHash, expiresAt }, account, csrfToken },
      };
    },
    signOut: async (sessionIdHash) => {
      await database.writer.run((trx) => deleteSession(trx, sessionIdHash));
      tell(sessionIdHash);
      return cookie.clear();
    },
    findSession: (cookieHeader, now) => find(cookieHeader, { now, isSeen: true }),
    peekSession: (cookieHeader, now) => find(cookieHeader, { now, isSeen: false }),
    listLive: async (idHashes, at) => {
      const idleSince = new Date(at.getTime() - IDLE_MS).toISOString();
      return new Set(await listLiveSessions(database.reader, { idHashes, now: at.toISOString(), idleSince }));
    },
    isCsrfToken: ({ csrfToken }, token) => {
      if (typeof token !== "string") return false;
      const [ours, theirs] = [Buffer.from(csrfToken), Buffer.from(token)];
      return ours.length === theirs.length && timingSafeEqual(ours, theirs);
    },
    localKey: ({ account }) => getLocalKey(database, { vault, accountId: account.id }),
    onSignedOut: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type Find = (
  cookieHeader: string | null | undefined,
  use: { readonly now: Date; readonly isSeen: boolean },
) => Promise<SignedIn | null>;

function startSession(idHash: string, accountId: string, now: Date) {
  const createdAt = now.toISOString();
  return {
    idHash,
    accountId,
    csrfToken: randomBytes(32).toString("base64url"),
    createdAt,
    seenAt: createdAt,
    expiresAt: new Date(now.getTime() + LIFE_MS).toISOString(),
  };
}
