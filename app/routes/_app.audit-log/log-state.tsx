import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { saveJson } from "#app/live/public-log.ts";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Meter } from "#app/ui/meter.tsx";
import type { LogFacets } from "../../../server/services/audit-log/log-view.ts";
import type { LogCheck } from "./use-log-check.ts";

/** Whether the log is what it was: said by this browser, which looked itself. */
export function LogState({ check, facets }: { check: LogCheck; facets: LogFacets }) {
  const { t } = useTranslation("log");
  const format = useFormat();
  const { finding, full } = check;
  const fault = findFault(check);
  const state = toState(check, fault);
  const tone = state === "intact" ? "ok" : state === "failed" ? "bad" : "muted";
  const root = finding?.head?.root ?? null;
  return (
    <section className={state === "failed" ? "log-state bad" : "log-state"} aria-labelledby="log-state">
      <div className="row" role={state === "failed" ? "alert" : "status"}>
        <span className={tone}>
          <Icon name={state === "failed" || state === "unreachable" ? "alert" : "shield"} />
        </span>
        <h2 className="h2" id="log-state">
          {t(`state.${state}`)}
        </h2>
        <span className="sp" />
        <Button
          size="sm"
          shortcut="V"
          onClick={check.verifyAll}
          disabledReason={full.state === "running" ? t("state.running") : null}
        >
          {t("state.verify")}
        </Button>
      </div>
      <dl className="facts t12 mt2">
        <dt>{t("state.size")}</dt>
        <dd>
          {t("state.leaves", { count: finding?.head?.size ?? facets.covered })}
          {facets.waiting > 0 && `, ${t("state.waiting", { count: facets.waiting })}`}
        </dd>
        {root !== null && (
          <>
            <dt>{t("state.root")}</dt>
            <dd className="hash full">{root}</dd>
          </>
        )}
        <dt>{t("state.here")}</dt>
        <dd>
          <Here check={check} fault={fault} />
        </dd>
      </dl>
      {full.state === "running" && (
        <div className="mt2">
          <Meter
            parts={[
              { fill: "inkf", value: full.done },
              { fill: "mk", value: full.total - full.done },
            ]}
            label={t("state.progress", { done: format.count(full.done), total: format.count(full.total) })}
          />
          <p className="cap n">
            {t("state.progress", { done: format.count(full.done), total: format.count(full.total) })}
          </p>
        </div>
      )}
      {fault !== null && (
        <div className="mt2">
          <p className="t12">{t("state.advice")}</p>
          <Button size="sm" variant="negative" icon="download" onClick={() => saveEvidence(check)}>
            {t("state.evidence")}
          </Button>
        </div>
      )}
    </section>
  );
}

type Fault = { readonly kind: "signature" | "history" | "rootDiffers" } | { readonly kind: "chain"; size: number };

function findFault({ finding, full, continued }: LogCheck): Fault | null {
  if (finding?.state === "signature" || finding?.state === "history") return { kind: finding.state };
  if (full.state === "differs") return { kind: "rootDiffers" };
  const broken = [...continued].find(([, isContinued]) => !isContinued);
  return broken === undefined ? null : { kind: "chain", size: broken[0] };
}

function toState({ finding, full, isUnreachable }: LogCheck, fault: Fault | null) {
  if (fault !== null) return "failed";
  if (full.state === "running") return "running";
  if (isUnreachable) return "unreachable";
  return finding === null ? "idle" : "intact";
}

/** What was compared with what. */
function Here({ check: { finding, full }, fault }: { check: LogCheck; fault: Fault | null }): ReactNode {
  const { t } = useTranslation("log");
  const format = useFormat();
  const size = format.count(finding?.keptSize ?? 0);
  if (fault !== null) {
    return (
      <b className="bad strong">
        {t(`state.${fault.kind}`, { size: fault.kind === "chain" ? format.count(fault.size) : size })}
      </b>
    );
  }
  if (finding === null) return t("state.idle");
  const kept = t(`state.${finding.state as "continued"}`, { size });
  return full.state === "matches" ? `${t("state.recomputed", { count: full.total })}; ${kept}` : kept;
}

function saveEvidence({ finding, full, continued }: LogCheck): void {
  const evidence = { ...finding?.evidence, full, continued: [...continued] };
  saveJson("assay-log-evidence.json", { kind: "assay-log-evidence", v: 1, ...evidence });
}
