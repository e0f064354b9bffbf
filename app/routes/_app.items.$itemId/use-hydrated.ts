import { useEffect, useState } from "react";

/** False on the server and in the first render: what only the browser can do waits for it. */
export function useHydrated(): boolean {
  const [isHydrated, setHydrated] = useState(false);
  useEffect(() => setHydrated(true), []);
  return isHydrated;
}
