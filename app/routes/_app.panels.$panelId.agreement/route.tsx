import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { useShell } from "#app/live/use-commands.ts";
import { Page } from "#app/ui/context-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { toAgreementPath, toBoardPath } from "#app/ui/places.ts";
import { SegmentedControl } from "#app/ui/segmented-control.tsx";
import { IndicatorTable } from "./indicator-table.tsx";
import { type Measure, MEASURES } from "./measures.ts";
import { MethodSection } from "./method-section.tsx";
import { PairMatrix } from "./pair-matrix.tsx";
import { SeveritySection } from "./severity-section.tsx";

export const handle: PageHandle = { title: (t) => t("agreementPage:title") };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    return await context.services.pages.agreement(account, params["panelId"] ?? "");
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function AgreementPage() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation(["agreementPage", "board", "shell"]);
  const { round } = useShell();
  const [measure, setMeasure] = useState<Measure>("alphaInterval");
  const { panelId, number } = view.panel;
  const roundName = round === null ? "" : t(`shell:tier.${round.tier}`, { year: round.year });
  const crumbs = [
    { label: roundName, to: "/" },
    { label: t("board:panelNumber", { number }), to: toBoardPath(panelId) },
    { label: t("title") },
  ];
  return (
    <Page hasPanes crumbs={crumbs}>
      <div className="bd">
        <section className="mxw" aria-label={t("title")}>
          <div className="mx-tools">
            {view.panels.length > 1 && (
              <SegmentedControl
                label={t("board:panels")}
                value={panelId}
                segments={view.panels.map((one) => ({
                  value: one.panelId,
                  label: t("board:panelNumber", { number: one.number }),
                  to: toAgreementPath(one.panelId),
                }))}
              />
            )}
            <SegmentedControl
              label={t("measures")}
              value={measure}
              segments={MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))}
              onChange={(value) => setMeasure(value as Measure)}
            />
          </div>
          {view.items.opened === 0 ? (
            <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
          ) : (
            <div className="scroll" role="group" aria-label={t("byIndicator")} tabIndex={0}>
              <p className="cap agreement-meaning">{t(`meaning.${measure}`)}</p>
              <IndicatorTable view={view} measure={measure} />
            </div>
          )}
        </section>
        {view.items.opened > 0 && (
          <div className="side" role="group" aria-label={t("details")} tabIndex={0}>
            <PairMatrix view={view} measure={measure} />
            <SeveritySection view={view} />
            <MethodSection view={view} />
          </div>
        )}
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
