import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { toItemPath } from "#app/ui/places.ts";
import { StateGlyph } from "#app/ui/state-glyph.tsx";
import type { MemberQueue } from "../../../server/services/queue/read-queue.ts";
import type { QueueItem } from "../../../server/services/queue/read-queue-items.ts";
import { estimateMinutes, type Pace } from "#domain/queue/pace.ts";
import { Button } from "#app/ui/button.tsx";
import { countPages, type QueueGroup, type QueueGroupKey } from "./group-items.ts";
import { FinalScore, OwnScore, SelfScore } from "./item-scores.tsx";
import { QUEUE_GLYPHS } from "./state-glyphs.ts";

export interface QueueTableProps {
  queue: MemberQueue;
  groups: readonly QueueGroup[];
  /** Ids of groups that are shown whole; of the others the first rows only. */
  whole: ReadonlySet<string>;
  onWhole: (groupId: string) => void;
  chosenId: string | null;
  onChoose: (itemId: string) => void;
}

/** The list in groups. A row is a link; the chosen one is previewed. */
export function QueueTable({ queue, groups, whole, onWhole, chosenId, onChoose }: QueueTableProps) {
  const { t } = useTranslation("queue");
  const isExpert = queue.seat.duty === "expert";
  const columns = isExpert ? 10 : 8;
  return (
    <table className="tb m">
      <TableHead isExpert={isExpert} />
      {groups.map((group) => (
        <tbody key={group.id}>
          <tr className="grp">
            <th colSpan={columns} scope="rowgroup">
              <GroupHead group={group} now={queue.now} />
            </th>
          </tr>
          {listShown(group, whole).map((item) => (
            <ItemRow
              key={item.itemId}
              item={item}
              pace={queue.pace}
              isExpert={isExpert}
              isChosen={item.itemId === chosenId}
              onChoose={() => onChoose(item.itemId)}
            />
          ))}
          {listShown(group, whole).length < group.items.length && (
            <tr>
              <td colSpan={columns}>
                <Button size="sm" variant="quiet" onClick={() => onWhole(group.id)}>
                  {t("group.showAll", { count: group.items.length })}
                </Button>
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}

function TableHead({ isExpert }: { isExpert: boolean }) {
  const { t } = useTranslation("queue");
  return (
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
          <>
            <th scope="col" className="r desk-only">
              {t("column.selfScore")}
            </th>
            <th scope="col" className="r">
              {t("column.yourScore")}
            </th>
          </>
        )}
        <th scope="col" className="r wide-only">
          {t("column.notes")}
        </th>
        <th scope="col" className="r wide-only">
          {t("column.final")}
        </th>
        <th scope="col" className="r desk-only">
          {isExpert ? t("column.estimate") : t("column.seals")}
        </th>
      </tr>
    </thead>
  );
}

/** Rows of a group before it is asked for whole: a page of a thousand rows helps nobody. */
const GROUP_ROWS_MAX = 40;

/** The rows of a group that are in the list. */
export function listShown({ id, items }: QueueGroup, whole: ReadonlySet<string>): readonly QueueItem[] {
  return whole.has(id) ? items : items.slice(0, GROUP_ROWS_MAX);
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
  pace: Pace | null;
  isExpert: boolean;
  isChosen: boolean;
  onChoose: () => void;
}

function ItemRow({ item, pace, isExpert, isChosen, onChoose }: ItemRowProps) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  const { entityName, indicator, name, state, seals, noteCount } = item;
  const isRecused = state === "recused";
  const entity = entityName[format.locale];
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
        <>
          <td className="r desk-only">
            <SelfScore item={item} />
          </td>
          <td className="r">
            <OwnScore item={item} />
          </td>
        </>
      )}
      <td className="r sec wide-only">{noteCount === 0 ? "" : format.count(noteCount)}</td>
      <td className="r wide-only">
        <FinalScore item={item} />
      </td>
      <td className="r sec desk-only">
        {isExpert ? <Estimate item={item} pace={pace} /> : seals === null ? "–" : `${seals.given}/${seals.due}`}
      </td>
    </tr>
  );
}

/** What is left to do of it, in minutes; a sealed one can be taken back. */
function Estimate({ item, pace }: { item: QueueItem; pace: Pace | null }) {
  const { t } = useTranslation("queue");
  if (item.state === "sealed") return t("withdrawable");
  if (pace === null || (item.state !== "todo" && item.state !== "draft")) return "–";
  const count = estimateMinutes(pace, countPages(item));
  return (
    <>
      <span aria-hidden="true">{t("minutes", { count })}</span>
      <span className="sr">{t("minutesSpoken", { count })}</span>
    </>
  );
}

const TONES: Partial<Record<string, string>> = { sealed: "blind", draft: "pen", ready: "ok", final: "ink" };

function EvidenceCount({ item: { evidence, state } }: { item: QueueItem }) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  if (state === "recused") return t("hidden");
  if (evidence.length === 0) return "–";
  const counts = { documents: format.count(evidence.length), pages: format.count(countPages({ evidence })) };
  return (
    <>
      <span aria-hidden="true">{t("evidenceCount", counts)}</span>
      <span className="sr">{t("evidenceSpoken", counts)}</span>
    </>
  );
}
