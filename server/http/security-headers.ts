import type { OutgoingHttpHeaders } from "node:http";

/**
 * Headers of every response. What a handler sets later replaces them: evidence has a stricter policy of its own.
 *
 * The referrer policy is `same-origin` on purpose: with `no-referrer` browsers post forms with `Origin: null`.
 *
 * @param origin - public origin.
 * @param nonce - of this response.
 * @param isDevelopment - Vite evaluates modules and writes style elements, so scripts and styles are let go.
 */
export function toSecurityHeaders({
  origin,
  nonce,
  isDevelopment,
}: {
  origin: string;
  nonce: string;
  isDevelopment: boolean;
}): OutgoingHttpHeaders {
  return {
    "Content-Security-Policy": toContentPolicy(origin, nonce, isDevelopment),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    ...(origin.startsWith("https:") && { "Strict-Transport-Security": "max-age=63072000; includeSubDomains" }),
  };
}

function toContentPolicy(origin: string, nonce: string, isDevelopment: boolean): string {
  const socketOrigin = origin.replace(/^http/, "ws");
  return [
    "default-src 'self'",
    isDevelopment ? "script-src 'self' 'unsafe-inline' 'unsafe-eval'" : `script-src 'self' 'nonce-${nonce}'`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    // Older browsers do not count the socket's scheme as their own origin.
    `connect-src 'self' ${socketOrigin}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
}
