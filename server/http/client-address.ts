import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/**
 * Makes the reader of client addresses.
 *
 * `X-Forwarded-For` counts only as far as trusted proxies wrote it: it is read from its end, and the first address that
 * is no trusted proxy is the client, whatever stands before it.
 *
 * @param trustedProxies - addresses and networks (CIDR); empty: nobody's header counts.
 */
export function createAddressReader(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusted = new BlockList();
  for (const entry of trustedProxies) {
    const [address = "", prefix] = entry.split("/");
    const family = toFamily(address);
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }
  return (request) => {
    const hops = String(request.headers["x-forwarded-for"] ?? "").split(",");
    let address = toPlainAddress(request.socket.remoteAddress ?? "");
    while (isIP(address) > 0 && trusted.check(address, toFamily(address))) {
      const earlier = toPlainAddress(hops.pop() ?? "");
      if (isIP(earlier) === 0) break;
      address = earlier;
    }
    return address;
  };
}

function toFamily(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

/** An IPv4 client of a socket that listens on IPv6 shows as `::ffff:192.0.2.1`. */
function toPlainAddress(address: string): string {
  return address.trim().replace(/^::ffff:(?=\d+\.)/i, "");
}
