import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { useAwaited } from "#app/live/outbox/outbox-context.ts";
import type { OutboxRow } from "#app/live/outbox/outbox-rows.ts";
import { type useCommand, useLastStatus } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { OwnScoreView } from "../../../server/services/workbench/workbench-view.ts";
import { BandScale } from "./band-scale.tsx";
import { useConfidenceText } from "./confidence-choice.tsx";
import { CitedText, type CitedTextProps } from "./cited-text.tsx";
import { Reaffirm } from "./reaffirm.tsx";
import { useDesk } from "./use-desk.ts";

export interface SealedScoreProps {
  readonly own: OwnScoreView;
  readonly command: ReturnType<typeof useCommand>;
  readonly onReplace: () => void;
}

/** The own sealed score: its author reads it, nobody else; it can be replaced or withdrawn until the opening. */
export function SealedScore({ own, command, onReplace }: SealedScoreProps) {
  const { t } = useTranslation(["workbench", "outbox"]);
  const format = useFormat();
  const { view } = useDesk();
  const awaited = useAwaitedAct(own);
  const { status, retry } = useLastStatus(command, awaited);
  const waiting = awaited === null ? null : t("outbox:waiting");
  const withdraw = async (): Promise<void> => {
    if (waiting !== null || command.status.state === "sending") return;
    const facts = { ...view.item.facts, expects: own.version };
    await command.submit({ type: "score.withdrawn", facts, value: {}, text: {} });
  };
  return (
    <>
      <Reaffirm own={own} command={command} isWaiting={awaited !== null} />
      <SealedBallot
        value={own.value}
        level={own.level}
        confidence={own.confidence}
        title={t("sealedAt", { at: format.dayTime(own.at) })}
        detail={t("recordedAs", { leaf: format.count(own.seq) })}
      />
      <SealedReasons text={own.justification} cites={own.cites} />
      <div className="rail-foot">
        <div className="row">
          {view.rights.canSeal && view.stage === "blind" && (
            <>
              <Button variant="primary" disabledReason={waiting} onClick={onReplace}>
                {t("replaceSeal")}
              </Button>
              <Button disabledReason={waiting} onClick={() => void withdraw()}>
                {t("withdraw")}
              </Button>
            </>
          )}
          <CommandStatus status={status} onRetry={retry} />
        </div>
      </div>
    </>
  );
}

/** What is on its way about a sealed score. One at a time: the next is upon the version that this one makes. */
export function useAwaitedAct(own: OwnScoreView): OutboxRow | null {
  const { item } = useDesk().view;
  const sealed = useAwaited(item.id, "score.sealed", own.version);
  const withdrawn = useAwaited(item.id, "score.withdrawn", own.version);
  const reaffirmed = useAwaited(item.id, "score.reaffirmed", own.version);
  return sealed ?? withdrawn ?? reaffirmed;
}

export interface SealedBallotProps extends Pick<OwnScoreView, "value" | "level" | "confidence"> {
  readonly title: string;
  readonly detail: string | null;
  readonly children?: ReactNode;
}

/** The points of a ballot that is given, for its author alone. */
export function SealedBallot({ value, level, confidence, title, detail, children }: SealedBallotProps) {
  const { t } = useTranslation("workbench");
  const toText = useScoreText();
  const toConfidence = useConfidenceText();
  return (
    <section className="sealed-own">
      <div className="row">
        <span className="sealed big-box" aria-hidden="true" />
        <span>
          <b className="strong">{title}</b>
          {detail !== null && <span className="cap"> · {detail}</span>}
        </span>
        <span className="sp" />
        <span className="r nowrap">
          <b className="strong t16 n">{toText(value)}</b>
          <br />
          <span className="cap">{t("onlyYou")}</span>
        </span>
      </div>
      <BandScale milliPoints={value.state === "number" ? value.milliPoints : null} level={level} />
      {confidence !== null && (
        <p className="cap">
          {t("confidence")}: {toConfidence(confidence)}
        </p>
      )}
      {children}
    </section>
  );
}

/** Its justification. */
export function SealedReasons(props: CitedTextProps) {
  const { t } = useTranslation("workbench");
  return (
    <section className="justification">
      <h2 className="h3 mb1">{t("justification")}</h2>
      <p className="prose">
        <CitedText {...props} />
      </p>
    </section>
  );
}
