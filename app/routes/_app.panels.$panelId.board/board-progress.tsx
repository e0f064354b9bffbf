import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button } from "#app/ui/button.tsx";
import { Meter } from "#app/ui/meter.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { type GlyphState, StateGlyph } from "#app/ui/state-glyph.tsx";
import type { BoardView } from "../../../server/services/board/read-board.ts";
import { FinaliseDialog } from "./finalise-dialog.tsx";
import { listReady, type ReadyItem } from "./list-ready.ts";

const PARTS = [
  { key: "final", fill: "inkf", glyph: "final", tone: "ink" },
  { key: "ready", fill: "okf", glyph: "ready", tone: "ok" },
  { key: "open", fill: "s3", glyph: "open", tone: "warn" },
  { key: "sealed", fill: "blindf", glyph: "sealed", tone: "blind" },
] as const satisfies readonly { key: string; fill: string; glyph: GlyphState; tone: string }[];

/** How far the panel is, and the chair's way to finalise what is ready. */
export function BoardProgress({ board }: { board: BoardView }) {
  const { t } = useTranslation("board");
  const format = useFormat();
  const [chosen, setChosen] = useState<readonly ReadyItem[] | null>(null);
  const counts = countStates(board);
  const total = counts.final + counts.ready + counts.open + counts.sealed;
  const ready = listReady(board);
  const dueAt = findDueAt(board);
  const words = PARTS.map(({ key }) => `${t(`state.${key}`)}: ${format.count(counts[key])}`).join("; ");
  useShortcuts(
    ready.length === 0
      ? []
      : [
          {
            id: "board.finalise",
            code: "KeyF",
            keys: ["F"],
            label: t("finaliseReady", { count: ready.length }),
            hint: t("keys.finalise"),
            run: () => setChosen(ready),
          },
        ],
  );
  return (
    <section>
      <div className="row b mb2">
        <h1 className="h2">{t("progress")}</h1>
        <span className="sp" />
        {dueAt !== null && (
          <span className="cap">{t("progressOf", { total: format.count(total), at: format.dayTime(dueAt) })}</span>
        )}
      </div>
      <Meter label={words} parts={PARTS.map(({ key, fill }) => ({ fill, value: counts[key] }))} />
      <p className="row wrap mt2 progress-key" aria-hidden="true">
        {PARTS.map(({ key, glyph, tone }) => (
          <span key={key} className="row gap1">
            <span className={tone}>
              <StateGlyph state={glyph} hasText />
            </span>
            <b className="strong">{format.count(counts[key])}</b>
            <span className="sec">{t(`state.${key}`)}</span>
          </span>
        ))}
      </p>
      {ready.length > 0 && (
        <div className="row mt2">
          <Button size="sm" variant="office" shortcut="F" onClick={() => setChosen(ready)}>
            {t("finaliseReady", { count: ready.length })}
          </Button>
        </div>
      )}
      {chosen !== null && <FinaliseDialog items={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}

/** Items by what is still to be done; a disputed one was final before. Those closed to the person are left out. */
function countStates({ rows }: BoardView): Record<(typeof PARTS)[number]["key"], number> {
  const counts = { final: 0, ready: 0, open: 0, sealed: 0 };
  for (const item of rows.flatMap((row) => row.items)) {
    if (item === null || item.state === "recused") continue;
    if (item.state === "blind") counts.sealed += 1;
    else counts[item.state === "disputed" ? "final" : item.state] += 1;
  }
  return counts;
}

/** The next deadline of a batch that still has scores to settle; null when none has. */
function findDueAt({ batches }: BoardView): string | null {
  const dates = batches
    .filter(({ phase }) => phase === "independent" || phase === "reconciliation")
    .map(({ dueAt }) => dueAt);
  return dates.sort()[0] ?? null;
}
