import { useTranslation } from "react-i18next";
import type { EventType } from "#domain/event/catalogue.ts";

/** The name of an event in the reader's language; one that has none is named by its type. */
export function useEventName(): (type: EventType) => string {
  const { t, i18n } = useTranslation("trace");
  return (type) => (i18n.exists(`trace:event.${type}`) ? t(`event.${type}` as "event.batch.opened") : type);
}
