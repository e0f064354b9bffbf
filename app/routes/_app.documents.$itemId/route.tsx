import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Page } from "#app/ui/context-bar.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { toRoundSteps } from "#app/ui/phase-steps.ts";
import { DocumentList } from "./document-list.tsx";
import { Explanation } from "./explanation.tsx";
import { HandIn } from "./hand-in.tsx";
import { SupplementList } from "./supplement-list.tsx";
import { SupportDesk } from "./support-desk.tsx";

export const handle: PageHandle = { title: (t) => t("documents:title") };

/** One item's documents, for its agency and for staff. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    return await context.services.pages.submission(account, { itemId: params["itemId"] ?? "" });
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function SubmissionPage() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation("documents");
  const { locale } = useFormat();
  const { entityId, round, rights } = view;
  const list = { label: t("title"), to: `/documents?entity=${encodeURIComponent(entityId)}` };
  const hasDesk = rights.canJudge || rights.canFreeze;
  return (
    <Page crumbs={[list, { label: `${view.indicator} ${view.entityName[locale]}` }]} phases={toRoundSteps(round)}>
      <div className={hasDesk ? "documents has-desk" : "documents"}>
        <div>
          <h1 className="h1">
            {view.indicator} {view.name[locale]}
          </h1>
          <p className="sec mb3">
            {view.entityName[locale]} · {t(`state.${view.state}`)}
            {view.isSample && <em className="muted"> · {t("sample")}</em>}
          </p>
          <SupplementList supplements={view.supplements} />
          {view.viewer === "agency" && <HandIn view={view} />}
          <DocumentList documents={view.documents} isFrozen={view.frozen !== null} />
          <Explanation view={view} />
        </div>
        {hasDesk && <SupportDesk view={view} />}
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
