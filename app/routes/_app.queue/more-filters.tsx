import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { QueueQuery } from "#domain/queue/queue-query.ts";

/** Filters by size: how much there is to read, and how far the own score is from the agency's. */
export function MoreFilters({ filter, onChange }: { filter: QueueQuery; onChange: (filter: QueueQuery) => void }) {
  const { t } = useTranslation("queue");
  return (
    <fieldset>
      <legend className="h3">{t("more.title")}</legend>
      <AtLeast
        label={t("more.pages")}
        value={filter.pagesMin}
        onChange={(pagesMin) => onChange({ ...filter, pagesMin })}
      />
      <AtLeast
        label={t("more.gap")}
        value={filter.gapMin === null ? null : filter.gapMin / 1000}
        onChange={(points) => onChange({ ...filter, gapMin: points === null ? null : points * 1000 })}
      />
    </fieldset>
  );
}

interface AtLeastProps {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** A whole number from 1, or nothing. */
function AtLeast({ label, value, onChange }: AtLeastProps) {
  const id = useId();
  return (
    <div className="at-least">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="number"
        inputMode="numeric"
        min={1}
        max={10_000}
        value={value ?? ""}
        onChange={(event) => {
          const typed = Math.floor(event.currentTarget.valueAsNumber);
          onChange(typed >= 1 ? Math.min(typed, 10_000) : null);
        }}
      />
    </div>
  );
}
