import { useNavigate } from "@remix-run/react";
import { type RefObject, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { IconField } from "#app/ui/field.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { toItemPath } from "#app/ui/places.ts";
import { Kbd } from "#app/ui/kbd.tsx";
import { SegmentedControl } from "#app/ui/segmented-control.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { MemberQueue as MemberQueueView } from "../../../server/services/queue/read-queue.ts";
import { type Grouping, GROUPINGS, NO_QUERY, type QueueQuery } from "#domain/queue/queue-query.ts";
import type { QueueItem } from "../../../server/services/queue/read-queue-items.ts";
import { filterItems, groupItems } from "./group-items.ts";
import { FilterDialog } from "./filter-dialog.tsx";
import { QueueFilters } from "./queue-filters.tsx";
import { QueueHead } from "./queue-head.tsx";
import { QueuePreview } from "./queue-preview.tsx";
import { listShown, QueueTable } from "./queue-table.tsx";
import { RunLink } from "./run-link.tsx";
import { useQueueQuery } from "./use-queue-query.ts";

/** A member's items: filters, the list in the order of work, and a preview of the chosen one. */
export function MemberQueue({ queue }: { queue: MemberQueueView }) {
  const { t } = useTranslation("queue");
  const navigate = useNavigate();
  const listRef = useRef<HTMLDivElement>(null);
  const filterRef = useRef<HTMLSpanElement>(null);
  const [query, setQuery] = useQueueQuery();
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const [chosenId, setChosenId] = useState<string | null>(null);
  const groups = useMemo(
    () => groupItems(filterItems(queue.items, query), query.grouping, queue.declaration),
    [queue, query],
  );
  const shown = groups.flatMap((group) => listShown(group, whole));
  const chosen = shown.find((item) => item.itemId === chosenId) ?? shown[0] ?? null;

  const move = (step: 1 | -1): void => {
    const at = shown.findIndex((item) => item.itemId === chosenId);
    const next = shown[at === -1 ? 0 : Math.max(0, Math.min(at + step, shown.length - 1))];
    if (next === undefined) return;
    setChosenId(next.itemId);
    listRef.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(next.itemId)}"]`)?.focus();
  };
  useQueueKeys({
    move,
    open: () => {
      if (chosen !== null && chosen.state !== "recused") navigate(toItemPath(chosen.itemId));
    },
    filter: () => filterRef.current?.querySelector("input")?.focus(),
    declare: () => navigate("/interests"),
  });

  return (
    <div className="q">
      <aside className="filters" aria-label={t("filters")}>
        <QueueFilters queue={queue} filter={query} onChange={setQuery} />
      </aside>
      <section className="mid" aria-label={t("list")}>
        <QueueHead queue={queue} />
        <DeclarationAlert queue={queue} />
        <Tools queue={queue} query={query} onQuery={setQuery} chosen={chosen} filterRef={filterRef} />
        <div ref={listRef} className="scroll">
          {queue.items.length === 0 ? (
            <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
          ) : shown.length === 0 ? (
            <NothingFound onClear={() => setQuery(NO_QUERY)} />
          ) : (
            <QueueTable
              queue={queue}
              groups={groups}
              whole={whole}
              onWhole={(id) => setWhole(new Set([...whole, id]))}
              chosenId={chosen?.itemId ?? null}
              onChoose={setChosenId}
            />
          )}
        </div>
      </section>
      <QueuePreview queue={queue} item={chosen} />
    </div>
  );
}

interface ToolsProps {
  queue: MemberQueueView;
  query: QueueQuery;
  onQuery: (query: QueueQuery) => void;
  chosen: QueueItem | null;
  filterRef: RefObject<HTMLSpanElement>;
}

/** What the list is searched for, how it is grouped, and a run of the chosen indicator. */
function Tools({ queue, query, onQuery, chosen, filterRef }: ToolsProps) {
  const { t } = useTranslation("queue");
  return (
    <div className="tools">
      <span ref={filterRef} className="queue-search">
        <IconField
          icon="search"
          label={t("filterPlaceholder")}
          placeholder={t("filterPlaceholder")}
          type="search"
          value={query.text}
          onChange={(event) => onQuery({ ...query, text: event.currentTarget.value })}
          end={<Kbd>/</Kbd>}
        />
      </span>
      <SegmentedControl
        label={t("groupBy.label")}
        value={query.grouping}
        segments={GROUPINGS.map((value) => ({ value, label: t(`groupBy.${value}`) }))}
        onChange={(value) => onQuery({ ...query, grouping: value as Grouping })}
      />
      <FilterDialog queue={queue} filter={query} onChange={onQuery} />
      <span className="sp" />
      <RunLink items={queue.items} chosen={chosen} />
    </div>
  );
}

interface QueueRuns {
  move: (step: 1 | -1) => void;
  open: () => void;
  filter: () => void;
  declare: () => void;
}

function useQueueKeys(runs: QueueRuns): void {
  const { t } = useTranslation(["queue", "keys"]);
  useShortcuts([
    {
      id: "queue.next",
      code: "KeyJ",
      keys: ["J"],
      label: t("keys:next"),
      hint: t("keys.move"),
      run: () => runs.move(1),
    },
    {
      id: "queue.previous",
      code: "KeyK",
      keys: ["K"],
      label: t("keys:previous"),
      hint: t("keys.move"),
      run: () => runs.move(-1),
    },
    {
      id: "queue.open",
      code: "Enter",
      keys: ["Enter"],
      label: t("keys.open"),
      hint: t("keys.open"),
      run: runs.open,
    },
    {
      id: "queue.filter",
      code: "Slash",
      keys: ["/"],
      label: t("keys.filter"),
      hint: t("keys.filter"),
      run: runs.filter,
    },
    {
      id: "queue.interests",
      code: "KeyC",
      keys: ["C"],
      label: t("declareConflict"),
      run: runs.declare,
    },
  ]);
}

function DeclarationAlert({ queue }: { queue: MemberQueueView }) {
  const { t } = useTranslation("queue");
  if (queue.declaration === "given") return null;
  return (
    <InlineAlert
      tone="warn"
      title={t(`declaration.${queue.declaration}`)}
      actions={
        <LinkButton to="/interests" size="sm">
          {t("declaration.action")}
        </LinkButton>
      }
    >
      {t("declaration.text")}
    </InlineAlert>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation("queue");
  const clear = (
    <Button size="sm" onClick={onClear}>
      {t("emptyFilter.action")}
    </Button>
  );
  return <EmptyState title={t("emptyFilter.title")} actions={clear} />;
}
