import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button } from "#app/ui/button.tsx";
import { PersonChip, usePersonName } from "#app/ui/person-chip.tsx";
import { toTracePath } from "#app/ui/places.ts";
import type { OpinionView } from "../../../server/services/workbench/opinion-view.ts";
import { CitedText } from "./cited-text.tsx";
import { type BegunOpinion, OpinionForm } from "./opinion-form.tsx";
import { useDesk, useFace } from "./use-desk.ts";

export interface MinorityOpinionsProps {
  readonly opinions: readonly OpinionView[];
  /** What the own one begins with; null while none is written. */
  readonly begun: BegunOpinion | null;
  readonly onBegin: (begun: BegunOpinion | null) => void;
}

/** What members hold against the final score that stands; a member without one can record theirs. */
export function MinorityOpinions({ opinions, begun, onBegin }: MinorityOpinionsProps) {
  const { t } = useTranslation("opinion");
  const { canDissent } = useDesk().view.rights;
  if (opinions.length === 0 && !canDissent) return null;
  return (
    <section className="changes" aria-label={t("title")}>
      <div className="row b">
        <h2 className="h3">{t("title")}</h2>
        <span className="sp" />
        {canDissent && begun === null && (
          <Button size="sm" onClick={() => onBegin({ given: null, resumed: null })}>
            {t("open")}
          </Button>
        )}
      </div>
      {opinions.length > 0 && (
        <ol>
          {opinions.map((opinion) => (
            <Opinion key={opinion.seq} opinion={opinion} />
          ))}
        </ol>
      )}
      {canDissent && begun !== null && <OpinionForm begun={begun} onClose={() => onBegin(null)} />}
    </section>
  );
}

function Opinion({ opinion: { seq, at, actorId, opinion, cites } }: { opinion: OpinionView }) {
  const format = useFormat();
  const toFace = useFace();
  const getName = usePersonName();
  const { item } = useDesk().view;
  const person = toFace(actorId);
  return (
    <li className="opinion">
      <div className="row">
        <PersonChip person={person} size="sm" hasText />
        <b className="med">{getName(person)}</b>
        <span className="sp" />
        <time className="muted" dateTime={at} title={format.dateTimeExact(at)}>
          {format.dayTime(at)}
        </time>
        <Link to={toTracePath(item.id, seq)} className="hash">
          #{format.count(seq)}
        </Link>
      </div>
      <blockquote className="late-reason">
        <CitedText text={opinion} cites={cites} />
      </blockquote>
    </li>
  );
}
