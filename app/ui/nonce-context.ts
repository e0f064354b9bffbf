import { createContext } from "react";

/** The document's CSP nonce while it is rendered on the server; undefined in the browser, which hides nonces. */
export const NonceContext = createContext<string | undefined>(undefined);
