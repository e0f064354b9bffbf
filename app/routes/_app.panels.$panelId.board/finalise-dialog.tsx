import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ulid } from "ulid";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import type { CommandState } from "#app/live/use-commands.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { useRefusalSentence } from "#app/ui/command-status.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import type { ReadyItem } from "./list-ready.ts";

export interface FinaliseDialogProps {
  /** As they stood when the dialog was opened: what the chair looked at is what is sent. */
  items: readonly ReadyItem[];
  onClose: () => void;
}

/** The chair looks at the ready items once and finalises them together: one command each, one common group. */
export function FinaliseDialog({ items, onClose }: FinaliseDialogProps) {
  const { t } = useTranslation(["board", "common"]);
  const format = useFormat();
  const { submit } = useCommand();
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const [answers, setAnswers] = useState<ReadonlyMap<string, CommandState>>(new Map());
  const [isRunning, setIsRunning] = useState(false);
  const isDone = (itemId: string): boolean => answers.get(itemId)?.state === "recorded";
  const waiting = items.filter(({ itemId }) => !skipped.has(itemId) && !isDone(itemId));
  const done = items.filter(({ itemId }) => isDone(itemId)).length;

  const finaliseAll = async (): Promise<void> => {
    setIsRunning(true);
    const group = ulid();
    for (const { itemId, finalise } of waiting) {
      const { value } = finalise;
      const facts = { ...finalise.facts, group };
      const answer = await submit({ type: "item.finalised", facts, value, text: { reason: "" } });
      setAnswers((before) => new Map(before).set(itemId, answer));
    }
    setIsRunning(false);
  };

  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={t("finalise.title", { count: items.length })}
      footer={
        <>
          {waiting.length > 0 || answers.size === 0 ? (
            <Button
              variant="office"
              disabledReason={
                isRunning
                  ? t("finalise.running", { done: format.count(done + 1), total: format.count(items.length) })
                  : waiting.length === 0
                    ? t("finalise.nothing")
                    : null
              }
              onClick={() => void finaliseAll()}
            >
              {t("finalise.submit", { count: waiting.length })}
            </Button>
          ) : null}
          <Button onClick={onClose}>{t("common:action.close")}</Button>
          <span className="cap" role="status">
            {answers.size > 0 &&
              t("finalise.done", { done: format.count(done), total: format.count(items.length - skipped.size) })}
          </span>
        </>
      }
    >
      <p className="sec mb2">{t("finalise.intro")}</p>
      <table className="tb">
        <ReadyHead />
        <tbody>
          {items.map((item) => (
            <ReadyRow
              key={item.itemId}
              item={item}
              answer={answers.get(item.itemId) ?? null}
              isChosen={!skipped.has(item.itemId)}
              onToggle={() => setSkipped(toggleIn(skipped, item.itemId))}
            />
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

function toggleIn(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(ids);
  if (!after.delete(id)) after.add(id);
  return after;
}

function ReadyHead() {
  const { t } = useTranslation("board");
  return (
    <thead>
      <tr>
        <th scope="col">{t("finalise.item")}</th>
        <th scope="col" className="r">
          {t("finalise.scores")}
        </th>
        <th scope="col" className="r">
          {t("finalise.result")}
        </th>
        <th scope="col">{t("finalise.outcome")}</th>
      </tr>
    </thead>
  );
}

interface ReadyRowProps {
  item: ReadyItem;
  answer: CommandState | null;
  isChosen: boolean;
  onToggle: () => void;
}

function ReadyRow({ item, answer, isChosen, onToggle }: ReadyRowProps) {
  const { t } = useTranslation("board");
  const format = useFormat();
  const { entityName, column, points, finalise } = item;
  const entity = entityName[format.locale];
  const write = (value: ScoreValue): string =>
    value.state === "number" ? format.points(value.milliPoints / 1000) : t(`value.${value.state}`);
  return (
    <tr>
      <td>
        <label className="row">
          <input
            type="checkbox"
            checked={isChosen}
            disabled={answer?.state === "recorded"}
            aria-label={t("finalise.pick", { entity, code: column.code })}
            onChange={onToggle}
          />
          <span className="med">{entity}</span>
          <span className="sec">
            {column.code} {column.shortName[format.locale]}
          </span>
          {column.isSample && <em className="muted">{t("sample")}</em>}
        </label>
      </td>
      <td className="r sec">{points.map((milliPoints) => format.points(milliPoints / 1000)).join(" · ")}</td>
      <td className="r strong">
        {write(finalise.value.value)} <span className="muted">/ {format.plain(column.maxMilliPoints / 1000)}</span>
      </td>
      <td className="wrap">
        <AnswerText answer={answer} />
      </td>
    </tr>
  );
}

function AnswerText({ answer }: { answer: CommandState | null }) {
  const { t } = useTranslation(["common", "outbox"]);
  const format = useFormat();
  const toSentence = useRefusalSentence();
  switch (answer?.state) {
    case undefined:
    case "idle":
      return null;
    case "sending":
    case "waiting":
      return <span className="cap">{t("receipt.sending")}</span>;
    case "offline":
      return <span className="warn">{t("outbox:needsNetwork")}</span>;
    case "recorded":
    case "witnessed":
      return <span className="ok">{t("receipt.recorded", { leaf: format.count(answer.seq) })}</span>;
    case "refused":
      return <span className="bad">{toSentence(answer.code)}</span>;
    case "mismatch":
      return <span className="bad">{t("receipt.mismatch")}</span>;
    case "frozen":
      return <span className="bad">{t("receipt.frozen")}</span>;
    case "unanswered":
      return <span className="warn">{t("receipt.unanswered")}</span>;
  }
}
