import { useRootData } from "./use-root-data.ts";

/** The token that every form that changes something sends back. Renders nothing when signed out. */
export function CsrfField() {
  const token = useRootData()?.csrfToken ?? null;
  return token === null ? null : <input type="hidden" name="csrf" value={token} />;
}
