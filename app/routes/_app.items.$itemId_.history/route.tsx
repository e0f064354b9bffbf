import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Page } from "#app/ui/context-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { HistorySlider } from "./history-slider.tsx";
import { HistoryText } from "./history-text.tsx";
import { StepList } from "./step-list.tsx";
import { useStep } from "./use-step.ts";

export const handle: PageHandle = { title: (t) => t("history:title") };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const { searchParams } = new URL(request.url);
  try {
    return await context.services.pages.history(account, {
      itemId: params["itemId"] ?? "",
      of: searchParams.get("of"),
      at: searchParams.get("at"),
    });
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function HistoryPage() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation(["history", "workbench"]);
  const { locale } = useFormat();
  const { item, of, steps } = view;
  const step = useStep(view);
  const name = `${item.code} ${item.name[locale]}`;
  return (
    <Page
      hasPanes
      crumbs={[
        { label: t("workbench:panel", { number: item.panelNumber }), to: "/board" },
        { label: item.entityName[locale] },
        { label: name, to: `/items/${encodeURIComponent(item.id)}` },
        { label: t(of === "draft" ? "ofDraft" : "ofConclusion") },
      ]}
    >
      <div className="hist">
        <section className="hist-main" aria-labelledby="history-title">
          <h1 className="h1" id="history-title">
            {t(of === "draft" ? "titleDraft" : "titleConclusion")}
          </h1>
          <p className="cap">{t(of === "draft" ? "aboutDraft" : "about")}</p>
          {steps.length === 0 ? (
            <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
          ) : (
            <>
              <HistorySlider view={view} step={step} />
              <HistoryText view={view} />
            </>
          )}
        </section>
        <StepList view={view} step={step} />
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
