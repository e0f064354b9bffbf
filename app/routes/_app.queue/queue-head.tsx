import { Link } from "@remix-run/react";
import { useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { toItemPath } from "#app/ui/places.ts";
import { StateGlyph } from "#app/ui/state-glyph.tsx";
import type { MemberQueue } from "../../../server/services/queue/read-queue.ts";
import { QUEUE_STATES, type QueueState } from "#domain/queue/queue-query.ts";
import type { QueueItem } from "../../../server/services/queue/read-queue-items.ts";
import { QUEUE_GLYPHS } from "./state-glyphs.ts";
import { sumMinutes } from "./sum-minutes.ts";

/** Above this the marks are no longer a picture of the work. */
const UNITS_MAX = 200;

/** How much is done and until when, and one mark for each item. */
export function QueueHead({ queue }: { queue: MemberQueue }) {
  const { t } = useTranslation("queue");
  return (
    <div className="top">
      <div>
        <h1 className="h1">{t("title")}</h1>
        <p className="sec">{useSummary(queue)}</p>
      </div>
      <LinkButton to="/interests" size="sm" icon="scales" shortcut="C">
        {t("declareConflict")}
      </LinkButton>
      {queue.items.length <= UNITS_MAX && <UnitStrip items={queue.items} />}
    </div>
  );
}

function useSummary({ items, seat, now, pace }: MemberQueue): string {
  const { t } = useTranslation("queue");
  const format = useFormat();
  const count = (...states: QueueState[]): number => items.filter((item) => states.includes(item.state)).length;
  const assigned = items.length - count("recused");
  const write = (value: number): string => format.count(value);
  if (seat.duty === "chair") {
    return [
      t("chairProgress", { final: write(count("final", "disputed")), total: write(assigned) }),
      count("open", "answered") > 0 && t("chairOpen", { count: count("open", "answered") }),
      count("ready") > 0 && t("chairReady", { count: count("ready") }),
    ]
      .filter(Boolean)
      .join(" ");
  }
  const left = items.filter(({ state }) => state === "todo" || state === "draft");
  const dueAt = left.map((item) => item.dueAt).sort()[0];
  const sealed = count("sealed");
  if (left.length === 0 && sealed > 0) return `${t("allSealed.title", { count: sealed })} ${t("allSealed.text")}`;
  return [
    t("progress", { sealed: write(assigned - left.length), total: write(assigned) }),
    left.length > 0 && t("remaining", { count: left.length }),
    left.length > 0 &&
      pace !== null &&
      t("pace", {
        duration: format.duration(sumMinutes(left, pace) * 60_000),
        minutes: write(Math.round(pace.minutesPerItem)),
      }),
    count("open") > 0 && t("toOpen", { count: count("open") }),
    dueAt !== undefined && t("closes", { at: format.dayTime(dueAt), left: format.deadline(dueAt, now) }),
  ]
    .filter(Boolean)
    .join(" ");
}

/** One tab stop: arrows move between the marks. */
function UnitStrip({ items }: { items: readonly QueueItem[] }) {
  const { t } = useTranslation("queue");
  const { locale } = useFormat();
  const [at, setAt] = useState(0);
  const sorted = [...items].sort((a, b) => QUEUE_STATES.indexOf(b.state) - QUEUE_STATES.indexOf(a.state));
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(at + step, sorted.length - 1));
    setAt(next);
    event.currentTarget.querySelectorAll<HTMLElement>("a")[next]?.focus();
  };
  if (sorted.length === 0) return null;
  return (
    <nav className="units" aria-label={t("unitStrip")} onKeyDown={move}>
      {sorted.map((item, index) => {
        const label = `${item.entityName[locale]} ${item.indicator}: ${t(`state.${item.state}`)}`;
        return (
          <Link
            key={item.itemId}
            to={toItemPath(item.itemId)}
            className={UNIT_CLASSES[QUEUE_GLYPHS[item.state]]}
            title={label}
            aria-label={label}
            tabIndex={index === Math.min(at, sorted.length - 1) ? 0 : -1}
            onFocus={() => setAt(index)}
          >
            <StateGlyph state={QUEUE_GLYPHS[item.state]} hasText />
          </Link>
        );
      })}
    </nav>
  );
}

const UNIT_CLASSES: Partial<Record<string, string>> = { sealed: "sealed-unit", draft: "draft-unit", final: "ink" };
