import { Link } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Erased } from "#app/ui/free-text.tsx";
import { PersonChip, usePersonName } from "#app/ui/person-chip.tsx";
import type { PartName } from "#domain/ledger/commitment.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import type { ActorFace, TraceEntry } from "../../../server/services/trace/trace-view.ts";

/** Every entry of the item that the person may read, oldest first; the selected one is in the address. */
export function EntryTable({ entries, at }: { entries: readonly TraceEntry[]; at: number }) {
  const { t } = useTranslation("trace");
  const format = useFormat();
  const scrollBox = useRef<HTMLDivElement>(null);
  const selectedRow = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // The list alone scrolls: on a phone the page would jump past what stands above it.
    const box = scrollBox.current;
    if (box && selectedRow.current) box.scrollTop = selectedRow.current.offsetTop - box.clientHeight / 2;
  }, [at]);
  return (
    <div ref={scrollBox} className="scroll tc-entries">
      <table className="tb t12">
        <caption className="sr">{t("entries")}</caption>
        <thead className="stick">
          <tr>
            <th>{t("column.time")}</th>
            <th className="r">{t("column.leaf")}</th>
            <th>{t("column.event")}</th>
            <th>{t("column.actor")}</th>
            <th className="r">{t("column.change")}</th>
            <th>{t("column.reason")}</th>
            <th className="r">{t("column.hash")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, place) => (
            <tr
              key={entry.seq}
              ref={place === at ? selectedRow : undefined}
              data-selected={place === at ? "" : undefined}
              className={place > at ? "fut" : undefined}
            >
              <td className="n">
                {format.day(entry.at)} {format.timeExact(entry.at)}
              </td>
              <td className="r hash">
                <Link
                  to={`?at=${entry.seq}`}
                  aria-current={place === at ? "true" : undefined}
                  replace
                  preventScrollReset
                >
                  #{format.count(entry.seq)}
                </Link>
              </td>
              <td>
                {t(`event.${entry.type}`)}
                {entry.isReview && <span className="cap"> · {t("review")}</span>}
              </td>
              <td>
                <Actor actor={entry.actor} />
              </td>
              <td className="r n">
                <Change entry={entry} />
              </td>
              <td className="wrap tc-reason">
                <Reason entry={entry} />
              </td>
              <td className="r hash" title={entry.leafHash}>
                {format.hash(entry.leafHash)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Actor({ actor }: { actor: ActorFace }) {
  const { t } = useTranslation("trace");
  const nameOf = usePersonName();
  return (
    <span className="row gap1">
      {actor.role !== "system" && <PersonChip person={actor} size="sm" hasText />}
      <span>{nameOf(actor)}</span>
      {actor.panelNumber !== null && <span className="cap">{t("panel", { number: actor.panelNumber })}</span>}
    </span>
  );
}

/** Old → new; where the value part is closed, its commitment stands in its place. */
function Change({ entry }: { entry: TraceEntry }) {
  const format = useFormat();
  if (entry.parts.value === null) return <Commitment entry={entry} part="value" />;
  if (entry.effect !== null) {
    const write = (value: number | null): string => (value === null ? "–" : format.indexValue(value / 10_000));
    return `${write(entry.effect.before)} → ${write(entry.effect.after)}`;
  }
  if (entry.change === null) return null;
  const { old, new: now } = entry.change;
  return (
    <>
      {old !== null && (
        <>
          <ValueText value={old} /> →{" "}
        </>
      )}
      <b className="strong">
        <ValueText value={now} />
      </b>
    </>
  );
}

function ValueText({ value }: { value: ScoreValue }) {
  const { t } = useTranslation("trace");
  const format = useFormat();
  return value.state === "number" ? format.points(value.milliPoints / 1000) : t(`state.${value.state}`);
}

function Reason({ entry }: { entry: TraceEntry }) {
  const { t } = useTranslation("trace");
  if (entry.parts.text === null) return <Commitment entry={entry} part="text" />;
  return (
    <>
      {entry.parts.text === "erased" ? <Erased /> : entry.reason}
      {entry.cites.map(({ annotation, quote }) => (
        <span key={annotation} className="cap tc-cite">
          {quote === null ? t("citeGone") : t("cite", { quote: `“${quote}”` })}
        </span>
      ))}
    </>
  );
}

function Commitment({ entry, part }: { entry: TraceEntry; part: PartName }) {
  const { t } = useTranslation("trace");
  const format = useFormat();
  const commitment = (JSON.parse(entry.entry) as Record<PartName, string>)[part];
  return (
    <span className="tag blind" title={t("commitmentText", { hash: commitment })}>
      {t("commitmentOnly")} <span className="hash">{format.hash(commitment)}</span>
    </span>
  );
}
