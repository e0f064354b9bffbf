import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { SelectField, TextArea } from "#app/ui/field.tsx";
import type { AssignmentView, BlockView } from "../../../server/services/assignment/assignment-view.ts";

/** Takes a block from one expert and gives it to another; once the round is open, a proposal for a second person. */
export function MoveForm({ view, entityId, block }: { view: AssignmentView; entityId: string; block: BlockView }) {
  const { t } = useTranslation(["assignment", "common"]);
  const { status, submit, retry } = useCommand();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const isTooShort = reason.trim().length < REASON_LENGTH_MIN;
  const isNothing = from === "" && to === "";
  const isSending = status.state === "sending";
  const nobody = { value: "", label: t("blocks.nobody") };
  const toOptions = (some: readonly { actorId: string; label: string }[]) => [
    nobody,
    ...some.map(({ actorId, label }) => ({ value: actorId, label })),
  ];

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsChecked(true);
    if (isTooShort || isNothing || isSending) return;
    const move = { entity: entityId, mainIndex: block.mainIndex, from: from || null, to: to || null };
    const facts = { ...view.facts, entity: entityId, subject: from || to };
    const text = { reason: reason.trim().normalize("NFC") };
    const answer = await (view.isSetUp
      ? submit({ type: "assignment.moved", facts, value: { ...move, proposal: null }, text })
      : submit({ type: "assignment.move-proposed", facts, value: move, text }));
    if (answer.state !== "recorded") return;
    setFrom("");
    setTo("");
    setReason("");
    setIsChecked(false);
  };
  return (
    <form className="form" onSubmit={(event) => void send(event)}>
      <SelectField
        required
        label={t("blocks.from")}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        options={toOptions(block.experts)}
      />
      <SelectField
        required
        label={t("blocks.to")}
        value={to}
        onChange={(event) => setTo(event.target.value)}
        options={toOptions(block.others)}
        error={isChecked && isNothing ? t("blocks.same") : null}
      />
      <TextArea
        required
        rows={2}
        label={t("blocks.reason")}
        hint={t("blocks.reasonHint", { count: REASON_LENGTH_MIN })}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={isChecked && isTooShort ? t("common:field.tooShort", { count: REASON_LENGTH_MIN }) : null}
      />
      <div className="row wrap">
        <Button type="submit" variant="primary">
          {view.isSetUp ? t("blocks.move") : t("blocks.propose")}
        </Button>
        <CommandStatus status={status} onRetry={retry} />
      </div>
    </form>
  );
}
