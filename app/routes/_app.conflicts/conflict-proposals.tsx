import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import type { ConflictProposalView } from "../../../server/services/process/read-conflicts.ts";

/** Conflicts that arose after a seal: whoever neither proposed it nor has it can confirm. */
export function ConflictProposals({ proposals }: { proposals: readonly ConflictProposalView[] }) {
  const { t } = useTranslation("interests");
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

function Proposal({ one }: { one: ConflictProposalView }) {
  const { t } = useTranslation(["interests", "workbench"]);
  const format = useFormat();
  const { status, submit, retry } = useCommand();
  const { seq, label, entityName, kind, reason, facts, confirm } = one;
  const isSending = status.state === "sending";
  return (
    <li>
      <p>
        #{format.count(seq)} · {label} · {entityName[format.locale]}: {t(`workbench:interests.kind.${kind}`)}
      </p>
      <p className="sec">{reason}</p>
      {confirm === null ? (
        <p className="cap">{t("proposals.own")}</p>
      ) : (
        <div className="row wrap mt1">
          <Button
            variant="primary"
            onClick={() =>
              isSending || void submit({ type: "conflict.pinned", facts, value: confirm, text: { reason } })
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
