import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { IconButton, LinkButton } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { toTracePath } from "#app/ui/places.ts";
import { ProofPanel } from "#app/ui/proof-panel.tsx";
import { Skeleton } from "#app/ui/skeleton.tsx";
import type { LogEntry } from "../../../server/services/audit-log/log-view.ts";
import { ActorName } from "./actor-name.tsx";
import { Subject } from "./subject.tsx";
import { Summary } from "./summary.tsx";
import type { EntryState } from "./use-entry.ts";

export interface EntryPanelProps {
  seq: number;
  entry: EntryState;
  onClose: () => void;
}

/** One entry in full: its bytes, what is disclosed of them, and the proof that this browser makes. */
export function EntryPanel({ seq, entry, onClose }: EntryPanelProps) {
  const { t } = useTranslation("log");
  const format = useFormat();
  const head = (
    <div className="row entry-head">
      <h2 className="h2">{t("entry.title", { leaf: format.count(seq) })}</h2>
      <span className="sp" />
      <IconButton icon="close" label={t("entry.close")} onClick={onClose} />
    </div>
  );
  if (entry === "loading") {
    return (
      <div className="side">
        {head}
        <Skeleton lines={8} />
      </div>
    );
  }
  if (entry === null || entry === "failed") {
    return (
      <div className="side">
        {head}
        <EmptyState title={t(entry === null ? "entry.absent" : "entry.failed", { leaf: format.count(seq) })} />
      </div>
    );
  }
  return (
    <ProofPanel key={entry.seq} entry={entry}>
      {head}
      <EntryFacts entry={entry} />
    </ProofPanel>
  );
}

function EntryFacts({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation("log");
  const format = useFormat();
  const { at, leafHash, act, isBroken, traceItemId, seq } = entry;
  return (
    <section>
      <dl className="facts t12">
        <dt>{t("entry.at")}</dt>
        <dd className="n">{format.dateTimeExact(at)}</dd>
        <dt>{t("entry.hash")}</dt>
        <dd className="hash full">{leafHash}</dd>
        {act !== null && (
          <>
            <dt>{t("column.type")}</dt>
            <dd>
              {t(`event.${act.type}`)} <code className="hash">{act.type}</code>
            </dd>
            <dt>{t("entry.actor")}</dt>
            <dd>
              <ActorName actor={act.actor} />
            </dd>
            <dt>{t("column.subject")}</dt>
            <dd>
              <Subject subject={act.subject} />
            </dd>
            <dt>{t("column.summary")}</dt>
            <dd className="entry-summary">
              <Summary act={act} />
            </dd>
          </>
        )}
      </dl>
      {act === null && (
        <p className={isBroken ? "t12 mt1 bad" : "t12 mt1"}>{t(isBroken ? "broken" : "commitmentText")}</p>
      )}
      {traceItemId !== null && (
        <p className="mt2">
          <LinkButton size="sm" to={toTracePath(traceItemId, seq)}>
            {t("entry.trace")}
          </LinkButton>
        </p>
      )}
    </section>
  );
}
