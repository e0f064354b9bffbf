import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { TextArea } from "#app/ui/field.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { toBoardPath } from "#app/ui/places.ts";
import { useDesk } from "./use-desk.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";

/** The chair proposes to open the batch; the secretariat confirms on the board. Who is missing is named, with why. */
export function BatchBar() {
  const { t } = useTranslation(["workbench", "common"]);
  const { locale } = useFormat();
  const { view } = useDesk();
  const { status, submit, retry } = useCommand();
  const [reason, setReason] = useState("");
  const batch = view.batch;
  useWhenRecorded(status, () => setReason(""));
  if (batch === null || batch.seals === null) return null;
  const { propose, proposal, seals, mainIndex } = batch;
  const isMissing = propose !== null && propose.missing.length > 0;
  const obstacle = isMissing && reason.trim() === "" ? t("batch.reasonNeeded") : null;
  const send = async (): Promise<void> => {
    if (propose === null || obstacle !== null) return;
    await submit({
      type: "batch.opening-proposed",
      facts: batch.facts,
      value: propose.value,
      text: { reason: reason.trim() },
    });
  };
  return (
    <section className="batch-bar">
      <div className="row b mb1">
        <h2 className="h3">{t("batch.title", { name: mainIndex.name[locale] })}</h2>
        <span className="sp" />
        <span className="cap">{t("banner.sealed", { sealed: seals.given, total: seals.due })}</span>
      </div>
      {isMissing && (
        <>
          <p className="cap">{t("batch.missing", { count: propose.missing.length })}</p>
          <ul className="t12 missing">
            {propose.missing.map((one) => (
              <li key={`${one.letter}-${one.indicator}-${one.entityName.vi}`}>
                {t("common:role.expert", { letter: one.letter })} · {one.entityName[locale]} · {one.indicator}
              </li>
            ))}
          </ul>
        </>
      )}
      {proposal !== null && (
        <InlineAlert tone="neutral">{t(proposal.isCurrent ? "batch.proposed" : "batch.proposalMoved")}</InlineAlert>
      )}
      {propose !== null && (proposal === null || !proposal.isCurrent) && (
        <>
          {isMissing && (
            <TextArea
              label={t("batch.reason")}
              required
              rows={2}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
          <div className="row mt2">
            <Button variant="office" disabledReason={obstacle} onClick={() => void send()}>
              {t("batch.propose")}
            </Button>
            <CommandStatus status={status} onRetry={retry} />
          </div>
        </>
      )}
      {batch.confirm !== null && (
        <div className="row mt2">
          <LinkButton to={toBoardPath(view.item.panelId)}>{t("batch.confirmOnBoard")}</LinkButton>
        </div>
      )}
    </section>
  );
}
