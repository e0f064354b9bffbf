import { useNavigate } from "@remix-run/react";
import { useMemo, useRef, useState } from "react";
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
import { filterItems, groupItems, type Grouping, NO_FILTER } from "./group-items.ts";
import { QueueFilters } from "./queue-filters.tsx";
import { QueueHead } from "./queue-head.tsx";
import { QueuePreview } from "./queue-preview.tsx";
import { QueueTable } from "./queue-table.tsx";

const GROUPINGS: readonly Grouping[] = ["deadline", "entity", "indicator"];

/** A member's items: filters, the list in the order of work, and a preview of the chosen one. */
export function MemberQueue({ queue }: { queue: MemberQueueView }) {
  const { t } = useTranslation("queue");
  const navigate = useNavigate();
  const listRef = useRef<HTMLDivElement>(null);
  const filterRef = useRef<HTMLSpanElement>(null);
  const [filter, setFilter] = useState(NO_FILTER);
  const [grouping, setGrouping] = useState<Grouping>("deadline");
  const [chosenId, setChosenId] = useState<string | null>(null);
  const groups = useMemo(
    () => groupItems(filterItems(queue.items, filter), grouping, queue.declaration),
    [queue, filter, grouping],
  );
  const shown = groups.flatMap((group) => group.items);
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
      <QueueFilters queue={queue} filter={filter} onChange={setFilter} />
      <section className="mid" aria-label={t("list")}>
        <QueueHead queue={queue} />
        <DeclarationAlert queue={queue} />
        <div className="tools">
          <span ref={filterRef} className="queue-search">
            <IconField
              icon="search"
              label={t("filterPlaceholder")}
              placeholder={t("filterPlaceholder")}
              type="search"
              value={filter.text}
              onChange={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
              end={<Kbd>/</Kbd>}
            />
          </span>
          <SegmentedControl
            label={t("groupBy.label")}
            value={grouping}
            segments={GROUPINGS.map((value) => ({ value, label: t(`groupBy.${value}`) }))}
            onChange={(value) => setGrouping(value as Grouping)}
          />
        </div>
        <div ref={listRef} className="scroll">
          {queue.items.length === 0 ? (
            <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
          ) : shown.length === 0 ? (
            <NothingFound onClear={() => setFilter(NO_FILTER)} />
          ) : (
            <QueueTable queue={queue} groups={groups} chosenId={chosen?.itemId ?? null} onChoose={setChosenId} />
          )}
        </div>
      </section>
      <QueuePreview queue={queue} item={chosen} />
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
  const { t } = useTranslation("queue");
  useShortcuts([
    {
      id: "queue.next",
      code: "KeyJ",
      keys: ["J"],
      label: t("keys.move"),
      hint: t("keys.move"),
      run: () => runs.move(1),
    },
    {
      id: "queue.previous",
      code: "KeyK",
      keys: ["K"],
      label: t("keys.move"),
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
