import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { compareVietnamese } from "#app/i18n/vietnamese-text.ts";
import { QUEUE_STATES, type QueueQuery } from "#domain/queue/queue-query.ts";
import { StateGlyph } from "#app/ui/state-glyph.tsx";
import type { MemberQueue } from "../../../server/services/queue/read-queue.ts";
import type { QueueItem } from "../../../server/services/queue/read-queue-items.ts";
import { filterItems } from "./group-items.ts";
import { MoreFilters } from "./more-filters.tsx";
import { SavedViews } from "./saved-views.tsx";
import { QUEUE_GLYPHS } from "./state-glyphs.ts";

export interface QueueFiltersProps {
  queue: MemberQueue;
  filter: QueueQuery;
  onChange: (filter: QueueQuery) => void;
}

/** What is counted, and whether it is in view. */
export function QueueFilters({ queue, filter, onChange }: QueueFiltersProps) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  const { items, mainIndices } = queue;
  const entities = useMemo(() => listEntities(items), [items]);
  const count = (isCounted: (item: QueueItem) => boolean): string => format.count(items.filter(isCounted).length);
  const states = QUEUE_STATES.filter((state) => items.some((item) => item.state === state));
  return (
    <>
      <button
        type="button"
        className="fac"
        aria-pressed={filter.state === null}
        onClick={() => onChange({ ...filter, state: null })}
      >
        {t("mine")}
        <span className="k">{format.count(items.length)}</span>
      </button>
      {states.map((state) => (
        <button
          key={state}
          type="button"
          className="fac"
          aria-pressed={filter.state === state}
          onClick={() => onChange({ ...filter, state })}
        >
          <StateGlyph state={QUEUE_GLYPHS[state]} hasText />
          {t(`state.${state}`)}
          <span className="k">{count((item) => item.state === state)}</span>
        </button>
      ))}
      <Facets
        title={t("mainIndices")}
        without={filter.withoutMainIndices}
        facets={mainIndices.map(({ code, name }) => ({
          id: code,
          label: `${code} ${name[format.locale]}`,
          count: count((item) => item.mainIndex === code),
        }))}
        onChange={(withoutMainIndices) => onChange({ ...filter, withoutMainIndices })}
      />
      <Facets
        title={t("entities")}
        without={filter.withoutEntities}
        facets={entities.map(({ entityId, entityName }) => ({
          id: entityId,
          label: entityName[format.locale],
          count: count((item) => item.entityId === entityId),
        }))}
        onChange={(withoutEntities) => onChange({ ...filter, withoutEntities })}
      />
      <MoreFilters filter={filter} onChange={onChange} />
      <SavedViews views={queue.savedViews} query={filter} count={(query) => filterItems(items, query).length} />
    </>
  );
}

interface FacetsProps {
  title: string;
  facets: readonly { id: string; label: string; count: string }[];
  without: ReadonlySet<string>;
  onChange: (without: ReadonlySet<string>) => void;
}

function Facets({ title, facets, without, onChange }: FacetsProps) {
  const toggle = (id: string): void => {
    const after = new Set(without);
    if (!after.delete(id)) after.add(id);
    onChange(after);
  };
  return (
    <fieldset>
      <legend className="h3">{title}</legend>
      {facets.map(({ id, label, count }) => (
        <label key={id} className="fac">
          <input type="checkbox" checked={!without.has(id)} onChange={() => toggle(id)} />
          <span className="clip" title={label}>
            {label}
          </span>
          <span className="k">{count}</span>
        </label>
      ))}
    </fieldset>
  );
}

function listEntities(items: readonly QueueItem[]): QueueItem[] {
  const byId = new Map(items.map((item) => [item.entityId, item]));
  return [...byId.values()].sort((a, b) => compareVietnamese(a.entityName.vi, b.entityName.vi));
}
