import { createHash } from "node:crypto";

const ID_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** The cookie that carries a session's id, named by what the origin allows. */
export interface SessionCookie {
  /** @returns value of a `Set-Cookie` header. */
  set(id: string, maxAgeSeconds: number): string;
  /** @returns value of a `Set-Cookie` header that removes the cookie. */
  clear(): string;
  /** @returns the id's hash, or null when the header has no such cookie or more than one. */
  findIdHash(cookieHeader: string | null | undefined): string | null;
}

/**
 * @param isSecure - true on https: the name begins with `__Host-`, which binds it to this very host. On http, which is
 *   localhost only, browsers refuse that name.
 */
export function createSessionCookie(isSecure: boolean): SessionCookie {
  const name = isSecure ? "__Host-assay-session" : "assay-session";
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
  return {
    set: (id, maxAgeSeconds) => `${name}=${id}; Max-Age=${maxAgeSeconds}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
    findIdHash: (cookieHeader) => {
      const values = (cookieHeader ?? "")
        .split(";")
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${name}=`))
        .map((pair) => pair.slice(name.length + 1));
      const [id] = values;
      return values.length === 1 && id !== undefined && ID_PATTERN.test(id) ? hashSessionId(id) : null;
    },
  };
}

/** @returns hex SHA-256: what the database keeps in place of the id. */
export function hashSessionId(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}
