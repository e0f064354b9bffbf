import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { CONFLICT_KINDS, type ConflictKind } from "#domain/event/conflict-events.ts";
import type { HeadFacts } from "#domain/event/head.ts";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import type { LocalText } from "#domain/scoring/rubric.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "./button.tsx";
import { CommandStatus } from "./command-status.tsx";
import { SelectField, TextArea } from "./field.tsx";

export interface ConflictFormProps {
  facts: HeadFacts;
  /** Whose it can be; one is not asked for. After a first seal it is a proposal. */
  members: readonly { readonly actorId: string; readonly label: string; readonly hasSealed: boolean }[];
  entities: readonly { readonly id: string; readonly name: LocalText }[];
}

/** A conflict with an entity, with its reason: pinned, or proposed once its person has sealed. */
export function ConflictForm({ facts, members, entities }: ConflictFormProps) {
  const { t } = useTranslation(["interests", "workbench", "common"]);
  const format = useFormat();
  const { status, submit, retry } = useCommand();
  const [actorId, setActorId] = useState(members[0]?.actorId ?? "");
  const [entity, setEntity] = useState(entities[0]?.id ?? "");
  const [kind, setKind] = useState<ConflictKind>("employment");
  const [reason, setReason] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const isLate = members.find((member) => member.actorId === actorId)?.hasSealed === true;
  const isTooShort = reason.trim().length < REASON_LENGTH_MIN;

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsChecked(true);
    if (isTooShort || status.state === "sending") return;
    const place = { ...facts, entity, subject: actorId };
    const text = { reason: reason.trim().normalize("NFC") };
    const answer = await (isLate
      ? submit({ type: "conflict.proposed", facts: place, value: { kind }, text })
      : submit({ type: "conflict.pinned", facts: place, value: { kind, proposal: null }, text }));
    if (answer.state !== "recorded") return;
    setReason("");
    setIsChecked(false);
  };
  return (
    <form className="form mt3" onSubmit={(event) => void send(event)}>
      {members.length > 1 && (
        <SelectField
          required
          label={t("pin.member")}
          value={actorId}
          onChange={(event) => setActorId(event.target.value)}
          options={members.map((member) => ({ value: member.actorId, label: member.label }))}
        />
      )}
      <SelectField
        required
        label={t("pin.entity")}
        value={entity}
        onChange={(event) => setEntity(event.target.value)}
        options={entities.map(({ id, name }) => ({ value: id, label: name[format.locale] }))}
      />
      <SelectField
        required
        label={t("pin.kind")}
        value={kind}
        onChange={(event) => setKind(event.target.value as ConflictKind)}
        options={CONFLICT_KINDS.map((value) => ({ value, label: t(`workbench:interests.kind.${value}`) }))}
      />
      <TextArea
        required
        rows={2}
        label={t("pin.reason")}
        hint={t("pin.reasonHint", { count: REASON_LENGTH_MIN })}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={isChecked && isTooShort ? t("common:field.tooShort", { count: REASON_LENGTH_MIN }) : null}
      />
      {isLate && members.length > 1 && <p className="cap">{t("pin.late")}</p>}
      <div className="row wrap">
        <Button type="submit" variant="primary">
          {isLate ? t("pin.propose") : t("pin.submit")}
        </Button>
        <CommandStatus status={status} onRetry={retry} />
      </div>
    </form>
  );
}
