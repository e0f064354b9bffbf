import { lazy, Suspense, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import { checkScore } from "#domain/scoring/check-score.ts";
import { findLevel } from "#domain/scoring/rubric.ts";
import { isSameScoreValue, type ScoreValue } from "#domain/scoring/value.ts";
import { Button } from "#app/ui/button.tsx";
import { NumberState } from "#app/ui/number-state.tsx";
import { useOfflineSince } from "#app/ui/offline-notice.tsx";
import { PersonChip } from "#app/ui/person-chip.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { OwnScoreView, ReconciliationView } from "../../../server/services/workbench/workbench-view.ts";
import { ChangeEffect } from "./change-effect.tsx";
import { ChangeStatus } from "./change-status.tsx";
import type { RichContent } from "./cite-node.ts";
import { NewValueField } from "./new-value-field.tsx";
import type { RichTextApi } from "./rich-text.tsx";
import { toCites } from "./to-cites.ts";
import { useDesk, useFace } from "./use-desk.ts";
import { useDeskCommand } from "./use-desk-command.ts";
import { useHydrated } from "./use-hydrated.ts";

const RichText = lazy(() => import("./rich-text.tsx"));

const EMPTY: RichContent = { text: "", citeIds: [] };

/** The own score after the opening: changed with a reason, or kept. The old one stays beside the new. */
export function ChangeComposer({ own, reconciliation }: { own: OwnScoreView; reconciliation: ReconciliationView }) {
  const { t } = useTranslation(["workbench", "common"]);
  const { view } = useDesk();
  const toFace = useFace();
  const toText = useScoreText();
  const [wanted, setWanted] = useState<ScoreValue | null>(null);
  const [reason, setReason] = useState<RichContent>(EMPTY);
  const editor = useRef<RichTextApi | null>(null);
  const command = useDeskCommand();
  const isOffline = useOfflineSince() !== null;
  const isHydrated = useHydrated();
  const { item } = view;
  const value = wanted ?? own.value;
  const level =
    value.state !== "number" || item.rubric === null
      ? null
      : findLevel(item.rubric, value.milliPoints, item.maxMilliPoints);
  const hasReason = reason.text.length >= REASON_LENGTH_MIN || reason.citeIds.length > 0;
  const obstacle = isOffline
    ? t("cannotSeal.offline")
    : isSameScoreValue(value, own.value) || value.state === "blank"
      ? t("change.same")
      : checkScore({ indicator: item, value, level }).length > 0
        ? t("cannotSeal.outside")
        : hasReason
          ? null
          : t("change.reasonMissing", { count: REASON_LENGTH_MIN });
  const facts = { ...item.facts, expects: own.version };
  const change = async (): Promise<void> => {
    if (obstacle !== null || command.status.state === "sending") return;
    const answer = await command.submit({
      type: "score.changed",
      facts: { ...facts, cites: toCites(reason.citeIds, view.notes) },
      value: { old: own.value, new: value, level },
      text: { reason: reason.text },
    });
    if (answer.state !== "recorded") return;
    setWanted(null);
    editor.current?.clear();
  };
  const keep = async (): Promise<void> => {
    const answer = await command.submit({
      type: "score.kept",
      facts,
      value: { value: own.value },
      text: { reason: reason.text },
    });
    if (answer.state === "recorded") editor.current?.clear();
  };
  const label = t("keys.record");
  useShortcuts([
    {
      id: "workbench.record",
      code: "Enter",
      hasCtrl: true,
      keys: ["Ctrl Enter"],
      label,
      hint: label,
      run: () => void change(),
    },
    {
      id: "workbench.reason",
      code: "KeyE",
      keys: ["E"],
      label: t("change.reason"),
      run: () => editor.current?.focus(),
    },
  ]);
  const onChange = useCallback((content: RichContent) => setReason(content), []);
  return (
    <section className="change" aria-label={t("change.title")}>
      <div className="row">
        <PersonChip person={toFace(view.actorId ?? "")} hasText />
        <b className="strong">{t("common:you")}</b>
        {own.value.state === "number" ? (
          <span className="t14">
            <NumberState value={own.value.milliPoints / 1000} state="open" />
          </span>
        ) : (
          <span>{toText(own.value)}</span>
        )}
        <span aria-label={t("change.into")} role="img">
          →
        </span>
        <NewValueField value={value} onChange={setWanted} />
      </div>
      <div className="change-reason">
        {isHydrated ? (
          <Suspense fallback={<div className="ed ed-wait" />}>
            <RichText
              label={t("change.reason")}
              field="draft"
              room={null}
              notes={view.notes}
              apiRef={editor}
              onChange={onChange}
            />
          </Suspense>
        ) : (
          <div className="ed ed-wait" />
        )}
      </div>
      <ChangeEffect actorId={view.actorId ?? ""} wanted={wanted} level={level} reconciliation={reconciliation} />
      <div className="row">
        <Button
          variant="primary"
          size="sm"
          shortcut="Ctrl Enter"
          disabledReason={obstacle}
          onClick={() => void change()}
        >
          {t("change.submit")}
        </Button>
        <Button size="sm" onClick={() => void keep()} aria-pressed={own.state === "kept"}>
          {t("change.keep", { score: toText(own.value) })}
        </Button>
        <span className="sp" />
        <span className="cap nowrap desk-only">{t("change.oldStays")}</span>
      </div>
      <ChangeStatus command={command} />
    </section>
  );
}
