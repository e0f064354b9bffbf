import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Page } from "#app/ui/context-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { toNotePath } from "#app/ui/places.ts";

export const handle: PageHandle = { title: (t) => t("notes:unread.title") };

/** Mentions and replies that the person has not read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    const unread = await context.services.pages.unread(account);
    return { unread, now: context.services.now().toISOString() };
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function UnreadPage() {
  const { unread } = useLoaderData<typeof loader>();
  const { t } = useTranslation("notes");
  const format = useFormat();
  return (
    <Page crumbs={[{ label: t("unread.title") }]}>
      <div className="unread-page">
        <h1 className="h1">{t("unread.title")}</h1>
        {unread.length === 0 ? (
          <EmptyState title={t("unread.none.title")}>{t("unread.none.text")}</EmptyState>
        ) : (
          <ol className="unread-list">
            {unread.map((one) => (
              <li key={`${one.noteId}-${one.at}-${one.kind}`}>
                <Link to={toNotePath(one.itemId, one.noteId)}>
                  <b>{t(`unread.kind.${one.kind}`)}</b>
                  <span>
                    {one.indicator} · {one.entityName[format.locale]}
                  </span>
                  <time dateTime={one.at}>{format.dayTime(one.at)}</time>
                </Link>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
