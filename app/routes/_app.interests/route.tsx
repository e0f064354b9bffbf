import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Page } from "#app/ui/context-bar.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { InterestForm } from "./interest-form.tsx";
import { LateConflict } from "./late-conflict.tsx";

export const handle: PageHandle = { title: (t) => t("workbench:interests.title") };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    return await context.services.pages.interests(account);
  } catch (error) {
    throw refusalResponse(error);
  }
}

/** A panel member declares with whom they have a relation that could bear on their scores. */
export default function InterestsPage() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation("workbench");
  const format = useFormat();
  const title = t("interests.title");
  const isValid = view.expiresAt !== null && view.expiresAt > view.now;
  return (
    <Page crumbs={[{ label: t("panel", { number: view.panelNumber }), to: "/board" }, { label: title }]}>
      <div className="plain">
        <h1 className="h1">{title}</h1>
        <p className="sec mt2">{t("interests.lead")}</p>
        <p className="cap mt2">
          {view.expiresAt === null ? t("interests.none") : t("interests.standing", { at: format.date(view.expiresAt) })}
        </p>
        <InterestForm view={view} />
        {view.hasSealed && <LateConflict view={view} />}
        {isValid && (
          <p className="mt4">
            <LinkButton to="/items">{t("interests.work")}</LinkButton>
          </p>
        )}
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
