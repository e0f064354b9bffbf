import { useLocation } from "@remix-run/react";
import { useCallback, useState } from "react";
import { formatQueueQuery, parseQueueQuery, type QueueQuery } from "#domain/queue/queue-query.ts";

/**
 * What the list is narrowed to: from the address, and kept in it, so that a view can be linked, saved and come back to.
 *
 * The address is changed without the router: the list is here already, and no loader has anything new to say.
 */
export function useQueueQuery(): [QueueQuery, (query: QueueQuery) => void] {
  const { key, search } = useLocation();
  const [held, hold] = useState(() => ({ key, query: parseQueueQuery(search) }));
  // Another visit, a saved view: what the address says then counts.
  const current = held.key === key ? held : { key, query: parseQueueQuery(search) };
  if (current !== held) hold(current);
  const change = useCallback(
    (query: QueueQuery) => {
      hold({ key, query });
      const params = formatQueueQuery(query);
      history.replaceState(history.state, "", params === "" ? location.pathname : `?${params}`);
    },
    [key],
  );
  return [current.query, change];
}
