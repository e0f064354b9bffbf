import { useMemo } from "react";
import type { OutboxSubject } from "#app/live/outbox/outbox-entry.ts";
import type { WorkbenchView } from "../../../server/services/workbench/workbench-view.ts";

/** What a list of unsent work says of this item: its code and its entity. */
export function useSubject({ item }: WorkbenchView): OutboxSubject {
  const { id, code, entityName } = item;
  return useMemo(
    () => ({
      itemId: id,
      label: { vi: `${code} · ${entityName.vi}`, en: `${code} · ${entityName.en}` },
      path: `/items/${encodeURIComponent(id)}`,
    }),
    [id, code, entityName],
  );
}
