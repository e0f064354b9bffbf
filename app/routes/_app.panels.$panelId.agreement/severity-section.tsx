import { useTranslation } from "react-i18next";
import type { ExpertSeverity } from "#domain/agreement/expert-severity.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { PersonChip } from "#app/ui/person-chip.tsx";
import type { AgreementView } from "../../../server/services/agreement/agreement-view.ts";
import { type Domain, Whisker } from "./whisker.tsx";

const MARKS = [0] as const;
/** The scale reaches at least so far to both sides, a share of the maximum. */
const REACH_MIN = 0.1;

/** How each expert scores beside the others of the same items. Shown, never applied. */
export function SeveritySection({ view }: { view: AgreementView }) {
  const { t } = useTranslation("agreementPage");
  const { severity, experts } = view;
  if (severity.length === 0) return null;
  const domain = findDomain(severity);
  return (
    <section aria-labelledby="severity">
      <div className="row b mb1">
        <h2 className="h2" id="severity">
          {t("severity")}
        </h2>
        <span className="sp" />
        <span className="cap" aria-hidden="true">
          {t("severitySides")}
        </span>
      </div>
      {severity.map((one) => (
        <SeverityRow
          key={one.expert}
          letter={experts.find(({ actorId }) => actorId === one.expert)?.letter ?? ""}
          severity={one}
          domain={domain}
        />
      ))}
      <p className="cap mt1">{t(severity.length < experts.length ? "severityOwnNote" : "severityNote")}</p>
    </section>
  );
}

function SeverityRow({ letter, severity, domain }: { letter: string; severity: ExpertSeverity; domain: Domain }) {
  const { t } = useTranslation(["agreementPage", "agreement"]);
  const format = useFormat();
  const { value, reason } = severity.offset;
  const toShare = (share: number): string => t("points", { share: format.change(share * 100, 1) });
  const interval = value?.interval.value ?? null;
  const text =
    value === null
      ? t("agreement:undefined", { reason: t(`agreement:reason.${reason as NonNullable<typeof reason>}`) })
      : interval === null
        ? toShare(value.mean)
        : t("severityText", { mean: toShare(value.mean), low: toShare(interval.low), high: toShare(interval.high) });
  return (
    <div className="severity-row">
      <PersonChip person={{ role: "expert", letter }} size="sm" hasText />
      {value === null ? (
        <span className="sec t12">{text}</span>
      ) : (
        <>
          <Whisker value={value.mean} interval={interval} domain={domain} marks={MARKS} label={text} />
          <b className="r n">{format.change(value.mean * 100, 1)}</b>
        </>
      )}
    </div>
  );
}

/** The same to both sides of 0, so that the middle is where nobody is severe. */
function findDomain(severity: readonly ExpertSeverity[]): Domain {
  const ends = severity.flatMap(({ offset: { value } }) => {
    if (value === null) return [];
    const { low, high } = value.interval.value ?? { low: value.mean, high: value.mean };
    return [value.mean, low, high];
  });
  const reach = Math.max(REACH_MIN, ...ends.map(Math.abs));
  return { low: -reach, high: reach };
}
