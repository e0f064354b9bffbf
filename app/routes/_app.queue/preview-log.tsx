import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { toLogPath } from "#app/ui/places.ts";
import type { MemberQueue } from "../../../server/services/queue/read-queue.ts";
import type { QueueAct, QueueItem } from "../../../server/services/queue/read-queue-items.ts";

/** That the person declared no tie with the agency, and the entry that says so. */
export function PreviewDeclaration({ queue: { declared }, item }: { queue: MemberQueue; item: QueueItem }) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  if (declared === null) return null;
  return (
    <section>
      <h3 className="h3 mb2">{t("noConflict.title")}</h3>
      <p className="t12 sec">
        {t("noConflict.text", { entity: item.entityName[format.locale], date: format.date(declared.at) })}{" "}
        <EntryLink seq={declared.seq} />
      </p>
    </section>
  );
}

/** What the person did on the item last. */
export function PreviewActs({ item: { acts } }: { item: QueueItem }) {
  const { t, i18n } = useTranslation("queue");
  const format = useFormat();
  const toLabel = ({ type }: QueueAct): string =>
    i18n.exists(`queue:act.${type}`) ? t(`act.${type}` as "act.score.sealed") : type;
  if (acts.length === 0) return null;
  return (
    <section>
      <h3 className="h3 mb2">{t("acts")}</h3>
      <ul className="t12">
        {acts.map((act) => (
          <li key={act.seq} className="own-act">
            <time dateTime={act.at} className="muted">
              {format.dayTime(act.at)}
            </time>
            <span>{toLabel(act)}</span>
            <EntryLink seq={act.seq} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EntryLink({ seq }: { seq: number }) {
  const format = useFormat();
  return (
    <Link className="mono" to={toLogPath(seq)}>
      #{format.count(seq)}
    </Link>
  );
}
