import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { Page } from "#app/ui/context-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { toBoardPath } from "#app/ui/places.ts";

export const handle: PageHandle = { title: (t) => t("board:title") };

/** Leads to the person's own panel, or to the first; without one it says so. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    const panelId = await context.services.pages.firstBoard(account);
    return panelId === null ? null : redirect(toBoardPath(panelId));
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function NoBoard() {
  const { t } = useTranslation("board");
  return (
    <Page crumbs={[{ label: t("title") }]}>
      <EmptyState title={t("noPanel.title")}>{t("noPanel.text")}</EmptyState>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
