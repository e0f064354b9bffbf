import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { Page } from "#app/ui/context-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { UnreadList } from "./unread-list.tsx";

export const handle: PageHandle = { title: (t) => t("notes:unread.title") };

/** Mentions and replies that the person has not read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    const unread = await context.services.pages.unread(account);
    return { unread };
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function UnreadPage() {
  const { unread } = useLoaderData<typeof loader>();
  const { t } = useTranslation("notes");
  return (
    <Page crumbs={[{ label: t("unread.title") }]}>
      <div className="unread-page">
        <h1 className="h1">{t("unread.title")}</h1>
        {unread.length === 0 ? (
          <EmptyState title={t("unread.none.title")}>{t("unread.none.text")}</EmptyState>
        ) : (
          <UnreadList unread={unread} />
        )}
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
