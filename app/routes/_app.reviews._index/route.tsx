import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { Page } from "#app/ui/context-bar.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { CaseList } from "./case-list.tsx";
import { ScoreList } from "./score-list.tsx";

export const handle: PageHandle = { title: (t) => t("review:title") };

/** The reviews that the person may know of; for an agency its final scores too. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    return await context.services.pages.reviews(account);
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function ReviewsPage() {
  const { now, viewer, scores, cases } = useLoaderData<typeof loader>();
  const { t } = useTranslation("review");
  return (
    <Page crumbs={[{ label: t("title") }]}>
      <div className="reviews">
        <h1 className="sr">{t("title")}</h1>
        {viewer === "agency" && <ScoreList scores={scores} now={now} />}
        <CaseList cases={cases} viewer={viewer} now={now} />
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
