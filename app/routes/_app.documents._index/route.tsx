import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Page } from "#app/ui/context-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { toRoundSteps } from "#app/ui/phase-steps.ts";
import { EntityList, SettledMeter } from "./entity-list.tsx";
import { ItemTable } from "./item-table.tsx";

export const handle: PageHandle = { title: (t) => t("documents:title") };

/** What agencies hand in, item by item. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const entityId = new URL(request.url).searchParams.get("entity");
  try {
    return await context.services.pages.submissions(account, { entityId });
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function DocumentsPage() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation("documents");
  const { locale } = useFormat();
  const phases = view.round === null ? undefined : toRoundSteps(view.round);
  return (
    <Page crumbs={[{ label: t("title") }]} phases={phases}>
      <div className={view.entities.length > 0 ? "documents is-split" : "documents"}>
        {view.entities.length > 0 && <EntityList entities={view.entities} chosen={view.entity?.id ?? null} />}
        <div>
          <h1 className="h1">{view.entity === null ? t("title") : view.entity.name[locale]}</h1>
          <p className="sec documents-lead mb3">{t(`lead.${view.viewer}`)}</p>
          {view.entity === null ? (
            <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
          ) : (
            <>
              <SettledMeter counts={view.entity.counts} hasText />
              <ItemTable items={view.items} />
            </>
          )}
        </div>
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
