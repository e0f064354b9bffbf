import type { SignedIn } from "../../server/services/identity/find-signed-in.ts";
import type { Identity } from "../../server/services/identity/identity.ts";
import type { Services } from "../../server/services/services.ts";

/** What the server hands to every loader, action and to the document's renderer. */
export interface AppLoadContext {
  /** This response's CSP nonce, fresh for each request. */
  nonce: string;
  log: { error(obj: object, msg: string): void };
  locale: "vi" | "en";
  /** `null`: the person chose none, the browser's `prefers-color-scheme` decides. */
  theme: "light" | "dark" | null;
  /** The round is a demonstration: a banner says so on every page. */
  demo: boolean;
  /** `null` when signed out. Sent back by every form in the field `csrf`. */
  csrfToken: string | null;
  /** Who is asking; `null` when signed out. Stays on the server: what a page may know of it is chosen by the loader. */
  signedIn: SignedIn | null;
  services: Services;
  identity: Identity;
  /** The client's address, from behind trusted proxies. */
  address: string;
  /** When the request came in. */
  now: Date;
  /** Entries that the log had when the request came in: whatever is read for the answer knows at least these. */
  logSize: number;
}

type AssayLoadContext = AppLoadContext;

declare module "@remix-run/node" {
  interface AppLoadContext extends AssayLoadContext {}
  interface Future {
    v3_singleFetch: true;
  }
}
