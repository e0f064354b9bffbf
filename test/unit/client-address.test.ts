import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { createAddressReader } from "../../server/http/client-address.ts";

function makeRequest(remoteAddress: string, forwardedFor?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: remoteAddress });
  const request = new IncomingMessage(socket);
  if (forwardedFor !== undefined) request.headers["x-forwarded-for"] = forwardedFor;
  return request;
}

const PROXIES = ["10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "::1"];

test.each([
  ["nobody's header counts by default", [], "10.0.0.1", "203.0.113.5", "10.0.0.1"],
  ["a stranger's header does not count", PROXIES, "203.0.113.9", "203.0.113.5", "203.0.113.9"],
  ["a trusted proxy's does", PROXIES, "10.0.0.1", "203.0.113.5", "203.0.113.5"],
  [
    "only the part that trusted proxies wrote",
    PROXIES,
    "10.0.0.1",
    "198.51.100.1, 203.0.113.5, 192.0.2.7",
    "203.0.113.5",
  ],
  ["IPv4 inside IPv6 is IPv4", PROXIES, "::ffff:10.0.0.1", "::ffff:203.0.113.5", "203.0.113.5"],
  ["IPv6 proxies and clients", PROXIES, "2001:db8::1", "2001:db9::5", "2001:db9::5"],
  ["no header: the proxy itself", PROXIES, "10.0.0.1", undefined, "10.0.0.1"],
  ["nonsense: the last that is known", PROXIES, "10.0.0.1", "unknown, 10.0.0.2", "10.0.0.2"],
  ["proxies all the way", PROXIES, "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
])("%s", (_what, proxies, remote, header, expected) => {
  expect(createAddressReader(proxies)(makeRequest(remote, header))).toBe(expected);
});
