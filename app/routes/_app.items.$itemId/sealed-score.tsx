import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { OwnScoreView } from "../../../server/services/workbench/workbench-view.ts";
import { BandScale } from "./band-scale.tsx";
import { useConfidenceText } from "./confidence-choice.tsx";
import { CitedText } from "./cited-text.tsx";
import { Reaffirm } from "./reaffirm.tsx";
import { useDesk } from "./use-desk.ts";

export interface SealedScoreProps {
  readonly own: OwnScoreView;
  readonly command: ReturnType<typeof useCommand>;
  readonly onReplace: () => void;
}

/** The own sealed score: its author reads it, nobody else; it can be replaced or withdrawn until the opening. */
export function SealedScore({ own, command, onReplace }: SealedScoreProps) {
  const { t } = useTranslation("workbench");
  const format = useFormat();
  const toText = useScoreText();
  const toConfidence = useConfidenceText();
  const { view } = useDesk();
  const { status, submit, retry } = command;
  const withdraw = async (): Promise<void> => {
    const facts = { ...view.item.facts, expects: own.version };
    await submit({ type: "score.withdrawn", facts, value: {}, text: {} });
  };
  return (
    <>
      <Reaffirm own={own} command={command} />
      <section className="sealed-own">
        <div className="row">
          <span className="sealed big-box" aria-hidden="true" />
          <span>
            <b className="strong">{t("sealedAt", { at: format.dayTime(own.at) })}</b>
            <span className="cap"> · {t("recordedAs", { leaf: format.count(own.seq) })}</span>
          </span>
          <span className="sp" />
          <span className="r nowrap">
            <b className="strong t16 n">{toText(own.value)}</b>
            <br />
            <span className="cap">{t("onlyYou")}</span>
          </span>
        </div>
        <BandScale milliPoints={own.value.state === "number" ? own.value.milliPoints : null} level={own.level} />
        {own.confidence !== null && (
          <p className="cap">
            {t("confidence")}: {toConfidence(own.confidence)}
          </p>
        )}
      </section>
      <section className="justification">
        <h2 className="h3 mb1">{t("justification")}</h2>
        <p className="prose">
          <CitedText text={own.justification} cites={own.cites} />
        </p>
      </section>
      <div className="rail-foot">
        <div className="row">
          {view.rights.canSeal && view.stage === "blind" && (
            <>
              <Button variant="primary" onClick={onReplace}>
                {t("replaceSeal")}
              </Button>
              <Button onClick={() => void withdraw()}>{t("withdraw")}</Button>
            </>
          )}
          <CommandStatus status={status} onRetry={retry} />
        </div>
      </div>
    </>
  );
}
