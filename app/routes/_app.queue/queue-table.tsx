import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { toItemPath } from "#app/ui/places.ts";
import { StateGlyph } from "#app/ui/state-glyph.tsx";
import type { MemberQueue } from "../../../server/services/queue/read-queue.ts";
import type { QueueItem } from "../../../server/services/queue/read-queue-items.ts";
import type { QueueGroup, QueueGroupKey } from "./group-items.ts";
import { FinalScore, OwnScore } from "./item-scores.tsx";
import { QUEUE_GLYPHS } from "./state-glyphs.ts";

export interface QueueTableProps {
  queue: MemberQueue;
  groups: readonly QueueGroup[];
  chosenId: string | null;
  onChoose: (itemId: string) => void;
}

/** The list in groups. A row is a link; the chosen one is previewed. */
export function QueueTable({ queue, groups, chosenId, onChoose }: QueueTableProps) {
  const { t } = useTranslation("queue");
  const isExpert = queue.seat.duty === "expert";
  const columns = isExpert ? 9 : 8;
  return (
    <table className="tb m">
      <thead className="stick">
        <tr>
          <th scope="col">
            <span className="sr">{t("column.state")}</span>
          </th>
          <th scope="col">{t("column.entity")}</th>
          <th scope="col">
            <span className="sr">{t("column.code")}</span>
          </th>
          <th scope="col">{t("column.indicator")}</th>
          <th scope="col" className="r desk-only">
            {t("column.evidence")}
          </th>
          {isExpert && (
            <th scope="col" className="r">
              {t("column.yourScore")}
            </th>
          )}
          <th scope="col" className="r desk-only">
            {t("column.seals")}
          </th>
          <th scope="col" className="r desk-only">
            {t("column.final")}
          </th>
          <th scope="col" className="r desk-only">
            {t("column.due")}
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.id}>
          <tr className="grp">
            <th colSpan={columns} scope="rowgroup">
              <GroupHead group={group} now={queue.now} />
            </th>
          </tr>
          {group.items.map((item) => (
            <ItemRow
              key={item.itemId}
              item={item}
              now={queue.now}
              isExpert={isExpert}
              isChosen={item.itemId === chosenId}
              onChoose={() => onChoose(item.itemId)}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

const GROUP_ICONS: Readonly<Record<QueueGroupKey["kind"], IconName>> = {
  due: "clock",
  open: "exchange",
  ready: "check",
  answered: "clock",
  sealed: "hidden",
  waiting: "hidden",
  final: "shield",
  recused: "scales",
  undeclared: "scales",
  item: "list",
};

function GroupHead({ group: { key, items }, now }: { group: QueueGroup; now: string }) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  const toText = (): string => {
    if (key.kind === "due") {
      const { at } = key;
      if (at <= now) return t("group.overdue", { at: format.dayTime(at) });
      if (format.date(at) !== format.date(now)) {
        return t("group.due", { at: `${format.weekday(at)}, ${format.time(at)}` });
      }
      return t("group.today", { time: format.time(at), left: format.deadline(at, now) });
    }
    if (key.kind !== "item") return t(`group.${key.kind}`);
    const { entityName, indicator, name } = key.first;
    return key.by === "entity" ? entityName[format.locale] : `${indicator} ${name[format.locale]}`;
  };
  const isPressing = key.kind === "due" && (key.at <= now || format.date(key.at) === format.date(now));
  return (
    <span className="row">
      <Icon name={GROUP_ICONS[key.kind]} size="s" className={isPressing ? "warn" : ""} />
      {toText()}
      <span className="cap">{t("group.items", { count: items.length })}</span>
    </span>
  );
}

interface ItemRowProps {
  item: QueueItem;
  now: string;
  isExpert: boolean;
  isChosen: boolean;
  onChoose: () => void;
}

function ItemRow({ item, now, isExpert, isChosen, onChoose }: ItemRowProps) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  const { entityName, indicator, name, state, seals } = item;
  const isRecused = state === "recused";
  const entity = entityName[format.locale];
  const isDue = state === "todo" || state === "draft" || state === "open";
  return (
    <tr className={isRecused ? "dim" : undefined} data-selected={isChosen ? "" : undefined} onClick={onChoose}>
      <td className="c">
        <span className={TONES[QUEUE_GLYPHS[state]]}>
          <StateGlyph state={QUEUE_GLYPHS[state]} hasText />
        </span>
        <span className="sr">{t(`state.${state}`)}</span>
      </td>
      <td className="med">
        <Link
          to={toItemPath(item.itemId)}
          className="row-link"
          data-item={item.itemId}
          aria-label={`${entity} ${indicator} ${name[format.locale]}`}
          onFocus={onChoose}
        >
          {entity}
        </Link>
      </td>
      <td className="sec">
        {indicator}
        {item.isSample && <em className="sample-mark"> {t("sample")}</em>}
      </td>
      <td className="clip" title={name[format.locale]}>
        {name[format.locale]}
      </td>
      <td className="r sec desk-only">
        <EvidenceCount item={item} />
      </td>
      {isExpert && (
        <td className="r">
          <OwnScore item={item} />
        </td>
      )}
      <td className="r sec desk-only">{seals === null ? "–" : `${seals.given}/${seals.due}`}</td>
      <td className="r desk-only">
        <FinalScore item={item} />
      </td>
      <td className={`r desk-only ${isDue && item.dueAt <= now ? "warn" : "sec"}`}>
        {isDue ? format.deadline(item.dueAt, now) : "–"}
      </td>
    </tr>
  );
}

const TONES: Partial<Record<string, string>> = { sealed: "blind", draft: "pen", ready: "ok", final: "ink" };

function EvidenceCount({ item: { evidence, state } }: { item: QueueItem }) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  if (state === "recused") return t("hidden");
  if (evidence.length === 0) return "–";
  const pages = evidence.reduce((sum, one) => sum + one.pageCount, 0);
  const counts = { documents: format.count(evidence.length), pages: format.count(pages) };
  return (
    <>
      <span aria-hidden="true">{t("evidenceCount", counts)}</span>
      <span className="sr">{t("evidenceSpoken", counts)}</span>
    </>
  );
}
