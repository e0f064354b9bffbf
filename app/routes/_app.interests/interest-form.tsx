import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { CONFLICT_KINDS, type ConflictKind } from "#domain/event/conflict-events.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import type { InterestsView } from "../../../server/services/process/read-interests.ts";

const isKind = (text: string): text is ConflictKind => CONFLICT_KINDS.some((kind) => kind === text);

/** One relation for each agency of the panel, `none` for most. */
export function InterestForm({ view }: { view: InterestsView }) {
  const { t } = useTranslation(["workbench", "interests"]);
  const format = useFormat();
  const { status, submit, retry } = useCommand();
  const [kinds, setKinds] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(view.entities.map(({ id, conflict }) => [id, conflict ?? "none"])),
  );
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // What is pinned stands whatever is declared; it is not the person's own word.
    const conflicts = view.entities.flatMap(({ id, isPinned }) => {
      if (isPinned) return [];
      const kind = kinds[id] ?? "none";
      return isKind(kind) ? [{ entity: id, kind }] : [];
    });
    const value = { conflicts, expiresAt: view.nextExpiresAt };
    await submit({ type: "interest.declared", facts: view.facts, value, text: {} });
  };
  return (
    <form className="mt4" onSubmit={(event) => void send(event)}>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">{t("interests.entity")}</th>
            <th scope="col">{t("interests.relation")}</th>
          </tr>
        </thead>
        <tbody>
          {view.entities.map(({ id, name, isPinned, isAffiliated }) => (
            <tr key={id}>
              <th scope="row">{name[format.locale]}</th>
              <td>
                <select
                  className="input"
                  aria-label={`${t("interests.relation")}: ${name[format.locale]}`}
                  disabled={isPinned}
                  value={kinds[id]}
                  onChange={(event) => setKinds({ ...kinds, [id]: event.target.value })}
                >
                  {(["none", ...CONFLICT_KINDS] as const).map((kind) => (
                    <option key={kind} value={kind}>
                      {t(`interests.kind.${kind}`)}
                    </option>
                  ))}
                </select>
                {isPinned && <span className="cap"> {t("interests:own.pinned")}</span>}
                {isAffiliated && !isPinned && <span className="cap"> {t("interests:own.affiliation")}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cap mt2">{t("interests.until", { at: format.date(view.nextExpiresAt) })}</p>
      <div className="row mt3">
        <Button type="submit" variant="primary">
          {t("interests.submit")}
        </Button>
        <CommandStatus status={status} onRetry={retry} />
      </div>
    </form>
  );
}
