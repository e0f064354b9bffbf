import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import type { MoveProposalView } from "../../../server/services/assignment/assignment-view.ts";

/** Moves of blocks that somebody proposed: whoever did not can confirm them. */
export function ProposalList({ proposals }: { proposals: readonly MoveProposalView[] }) {
  const { t } = useTranslation("assignment");
  if (proposals.length === 0) return null;
  return (
    <section aria-labelledby="proposals">
      <h2 id="proposals" className="h2">
        {t("proposals.title")}
      </h2>
      <ul className="mt2 assignment-proposals">
        {proposals.map((one) => (
          <Proposal key={one.seq} one={one} />
        ))}
      </ul>
    </section>
  );
}

function Proposal({ one }: { one: MoveProposalView }) {
  const { t } = useTranslation("assignment");
  const format = useFormat();
  const { status, submit, retry } = useCommand();
  const { confirm, facts, reason } = one;
  const from = one.from ?? "";
  const to = one.to ?? "";
  const kind = one.to === null ? "remove" : one.from === null ? "add" : "replace";
  const isSending = status.state === "sending";
  return (
    <li>
      <p>
        #{format.count(one.seq)} · {one.entityName[format.locale]} · {one.mainIndex}:{" "}
        {t(`proposals.${kind}`, { from, to })}
      </p>
      <p className="sec">{reason}</p>
      {confirm === null ? (
        <p className="cap">{t("proposals.own")}</p>
      ) : (
        <div className="row wrap mt1">
          <Button
            variant="primary"
            onClick={() =>
              isSending || void submit({ type: "assignment.moved", facts, value: confirm, text: { reason } })
            }
          >
            {t("proposals.confirm")}
          </Button>
          <CommandStatus status={status} onRetry={retry} />
        </div>
      )}
    </li>
  );
}
