import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Erased } from "#app/ui/free-text.tsx";
import { usePersonName } from "#app/ui/person-chip.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import { PART_NAMES } from "#domain/ledger/commitment.ts";
import type { DossierLine } from "../../../server/services/dossier/dossier-view.ts";

/** What led to the score, in words, with each entry's place in the log. */
export function DossierEntries({ lines }: { lines: readonly DossierLine[] }) {
  const { t } = useTranslation("dossier");
  return (
    <section aria-labelledby="events">
      <h2 className="h2" id="events">
        {t("entries.title")}
      </h2>
      <div className="scroll mt1" role="region" aria-labelledby="events" tabIndex={0}>
        <table className="tb t12 dossier-events">
          <thead>
            <tr>
              <th className="r">{t("entries.number")}</th>
              <th>{t("entries.time")}</th>
              <th>{t("entries.event")}</th>
              <th>{t("entries.actor")}</th>
              <th className="r">{t("entries.change")}</th>
              <th>{t("entries.reason")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <EventRow key={line.seq} line={line} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function EventRow({ line }: { line: DossierLine }) {
  const { t } = useTranslation(["dossier", "log"]);
  const format = useFormat();
  const nameOf = usePersonName();
  const { seq, at, type, actor, parts, reason, leafHash, proofLength } = line;
  const withheld = PART_NAMES.filter((part) => parts[part] === null);
  return (
    <tr>
      <td className="r hash">#{format.count(seq)}</td>
      <td className="n">{format.dateTimeExact(at)}</td>
      <td>{t(`log:event.${type}`)}</td>
      <td>{nameOf(actor)}</td>
      <td className="r n">
        <Change line={line} />
      </td>
      <td className="wrap">
        {parts.text === "erased" ? <Erased /> : reason}
        <span className="cap dossier-proof">
          {withheld.length > 0 &&
            `${t("entries.withheld", { parts: withheld.map((part) => t(`entries.parts.${part}`)).join(", ") })} · `}
          {t("entries.leaf", { hash: format.hash(leafHash) })} · {t("entries.proof", { count: proofLength })}
        </span>
      </td>
    </tr>
  );
}

function Change({ line: { change, effect } }: { line: DossierLine }) {
  const format = useFormat();
  const toText = useScoreText();
  if (effect !== null) {
    const write = (value: number | null): string => (value === null ? "–" : format.indexValue(value / 10_000));
    return `${write(effect.before)} → ${write(effect.after)}`;
  }
  if (change === null) return null;
  return change.old === null ? toText(change.new) : `${toText(change.old)} → ${toText(change.new)}`;
}
