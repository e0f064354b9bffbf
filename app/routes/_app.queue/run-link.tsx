import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { compareVietnamese } from "#app/i18n/vietnamese-text.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { toRunPath } from "#app/ui/places.ts";
import type { QueueItem } from "../../../server/services/queue/read-queue-items.ts";

/**
 * Begins a run: the same indicator of one agency after the other, so that all are held to one measure.
 *
 * It offers the indicator of the chosen item, and starts at the first agency that is not sealed.
 */
export function RunLink({ items, chosen }: { items: readonly QueueItem[]; chosen: QueueItem | null }) {
  const { t } = useTranslation("queue");
  const { count } = useFormat();
  const left = items
    .filter(({ indicator, state }) => indicator === chosen?.indicator && (state === "todo" || state === "draft"))
    .sort((a, b) => compareVietnamese(a.entityName.vi, b.entityName.vi));
  const [first] = left;
  if (first === undefined || left.length < 2) return null;
  return (
    <LinkButton to={toRunPath(first.itemId)} size="sm" icon="list">
      {t("run.begin", { indicator: first.indicator })}
      <span className="k">{count(left.length)}</span>
    </LinkButton>
  );
}
