import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Page } from "#app/ui/context-bar.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { PLACE_PATHS } from "#app/ui/places.ts";
import type { CaseView } from "../../../server/services/review/read-case.ts";
import { CaseFile } from "./case-file.tsx";
import { DecisionSide } from "./decision-side.tsx";

export const handle: PageHandle = {
  title: (t, data) => {
    const view = data as { view?: CaseView } | undefined;
    return view?.view === undefined ? t("review:title") : t("review:case", { number: view.view.number });
  },
};

/** One case as the person may see it. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    return { view: await context.services.pages.case(account, params.caseId ?? "") };
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function CasePage() {
  const { view } = useLoaderData<typeof loader>();
  const { t } = useTranslation("review");
  const { locale } = useFormat();
  const here = `${view.number} ${view.entityName[locale]} · ${view.indicator.code}`;
  return (
    <Page crumbs={[{ label: t("title"), to: PLACE_PATHS.disputes }, { label: here }]} hasPanes>
      <div className="dp">
        <CaseFile view={view} />
        <DecisionSide view={view} />
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
