import { useTranslation } from "react-i18next";
import { type Act, parseParts } from "#domain/event/act.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { isSettled, type OutboxRow } from "#app/live/outbox/outbox-rows.ts";
import { SealedBallot, SealedReasons } from "./sealed-score.tsx";

/** A seal that is not recorded yet, and when it was given. */
export interface AwaitedSeal {
  readonly act: Act<"score.sealed">;
  /** UTC instant of this browser's clock. */
  readonly at: string;
  /** The page does not show it yet. */
  readonly isRecorded: boolean;
}

export function readAwaitedSeal(row: OutboxRow | null): AwaitedSeal | null {
  if (row === null) return null;
  const parsed = parseParts(row.entry.envelope.parts);
  if (!parsed.ok || parsed.act.head.type !== "score.sealed") return null;
  return { act: parsed.act as Act<"score.sealed">, at: row.entry.at, isRecorded: isSettled(row.status) };
}

/** What waits to be recorded, in the place of the form that it came from: nothing that is typed now would be in it. */
export function WaitingSeal({ seal: { act, at, isRecorded } }: { seal: AwaitedSeal }) {
  const { t } = useTranslation("ballot");
  const format = useFormat();
  const { value, level, confidence } = act.value;
  return (
    <>
      <SealedBallot
        value={value}
        level={level}
        confidence={confidence}
        title={t("given", { at: format.dayTime(at) })}
        detail={isRecorded ? null : t("notYet")}
      >
        {!isRecorded && <p className="cap">{t("locked")}</p>}
      </SealedBallot>
      <SealedReasons text={act.text.justification} cites={act.head.cites ?? []} />
    </>
  );
}
