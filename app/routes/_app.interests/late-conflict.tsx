import { useTranslation } from "react-i18next";
import { ConflictForm } from "#app/ui/conflict-form.tsx";
import type { InterestsView } from "../../../server/services/process/read-interests.ts";

/** A conflict that arose after the first seal: the member proposes it, and a second person confirms. */
export function LateConflict({ view }: { view: InterestsView }) {
  const { t } = useTranslation("interests");
  const { facts, actorId, entities, waiting } = view;
  const open = entities.filter(({ conflict }) => conflict === null);
  return (
    <section className="mt4" aria-labelledby="late">
      <h2 id="late" className="h2">
        {t("own.lateTitle")}
      </h2>
      <p className="sec mt2">{t("own.lateLead")}</p>
      {waiting > 0 && <p className="mt2">{t("own.waiting", { count: waiting })}</p>}
      {open.length > 0 && (
        <ConflictForm
          facts={{ round: facts.round }}
          members={[{ actorId, label: "", hasSealed: true }]}
          entities={open}
        />
      )}
    </section>
  );
}
