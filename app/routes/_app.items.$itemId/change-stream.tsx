import { Link } from "@remix-run/react";
import { type FocusEvent, Fragment, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button } from "#app/ui/button.tsx";
import { PersonChip, usePersonName } from "#app/ui/person-chip.tsx";
import { toTracePath } from "#app/ui/places.ts";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { ChangeView } from "../../../server/services/workbench/workbench-view.ts";
import { CitedText } from "./cited-text.tsx";
import { useDesk, useFace } from "./use-desk.ts";

/** What was changed and kept since the opening, newest first; each row is an entry of the log. */
export function ChangeStream({ changes }: { changes: readonly ChangeView[] }) {
  const { t } = useTranslation("workbench");
  const { view } = useDesk();
  // What came while the page was open is tinted; what was there is not.
  const newestAtFirst = useRef(changes[0]?.seq ?? -1);
  const { shown, waiting, holding, release } = useHeld(changes);
  const { scores = [], opinions = [] } = view.reconciliation ?? {};
  const entries = changes.length + scores.length + opinions.length + (view.decision === null ? 0 : 1);
  return (
    <section className="changes">
      <div className="row b">
        <h2 className="h3">{t("changes")}</h2>
        <span role="status">
          {waiting > 0 && (
            <Button size="sm" variant="quiet" onClick={release}>
              {t("changesNew", { count: waiting })}
            </Button>
          )}
        </span>
        <span className="sp" />
        <Link to={toTracePath(view.item.id)} className="t12">
          {t("traceAll", { count: entries })}
        </Link>
      </div>
      {changes.length === 0 ? (
        <p className="cap">{t("noChanges")}</p>
      ) : (
        <ol aria-live="polite" aria-relevant="additions" {...holding}>
          {shown.map((change, at) => (
            <Fragment key={change.seq}>
              <Day at={change.at} above={shown[at - 1]?.at ?? view.now} />
              <Change change={change} isNew={change.seq > newestAtFirst.current} />
            </Fragment>
          ))}
        </ol>
      )}
    </section>
  );
}

/** While somebody reads in the list, by pointer or focus, what comes waits: nothing moves under them. */
function useHeld(changes: readonly ChangeView[]) {
  // The newest change when the reading began; null while nobody reads.
  const [heldAt, setHeldAt] = useState<number | null>(null);
  const shown = heldAt === null ? changes : changes.filter((change) => change.seq <= heldAt);
  const hold = (): void => setHeldAt((before) => before ?? changes[0]?.seq ?? null);
  const release = (): void => setHeldAt(null);
  const holding = {
    onPointerEnter: hold,
    onPointerLeave: release,
    onFocus: hold,
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) release();
    },
  };
  return { shown, waiting: changes.length - shown.length, holding, release };
}

/** The day of what stands below, where it is another than above; today needs no name. */
function Day({ at, above }: { at: string; above: string }) {
  const format = useFormat();
  if (format.date(at) === format.date(above)) return null;
  return <li className="chg-day cap">{format.weekday(at)}</li>;
}

function Change({ change, isNew }: { change: ChangeView; isNew: boolean }) {
  const { t } = useTranslation("workbench");
  const format = useFormat();
  const toFace = useFace();
  const getName = usePersonName();
  const toText = useScoreText();
  const { view } = useDesk();
  const person = toFace(change.actorId);
  return (
    <li className={isNew ? "chg new" : "chg"}>
      <time className="muted" dateTime={change.at} title={format.dateTimeExact(change.at)}>
        {format.timeExact(change.at)}
      </time>
      <PersonChip person={person} size="sm" hasText />
      <span>
        <b className="med">{getName(person)}</b>{" "}
        {change.kind === "kept" ? (
          <>
            {t("kept")} <b className="strong n">{toText(change.value)}</b>
          </>
        ) : (
          <>
            <span className="n">{toText(change.old)}</span>{" "}
            <span role="img" aria-label={t("change.into")}>
              →
            </span>{" "}
            <b className="strong n">{toText(change.value)}</b>
          </>
        )}
      </span>
      <Link to={toTracePath(view.item.id, change.seq)} className="hash">
        #{format.count(change.seq)}
      </Link>
      {change.reason !== "" && (
        <q>
          <CitedText text={change.reason} cites={change.cites} />
        </q>
      )}
    </li>
  );
}
