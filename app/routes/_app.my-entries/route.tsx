import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { Page } from "#app/ui/context-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { MyEntryLine } from "./my-entry-line.tsx";
import { NotMine } from "./not-mine.tsx";
import { ReceiptTools } from "./receipt-tools.tsx";
import { useReceipts } from "./use-receipts.ts";

export const handle: PageHandle = { title: (t) => t("receipts:mine.title") };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const before = new URL(request.url).searchParams.get("before") ?? "";
  try {
    return await context.services.pages.myEntries(account, {
      before: /^\d{1,15}$/.test(before) ? Number(before) : null,
    });
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function MyEntries() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation("receipts");
  const [search] = useSearchParams();
  const mine = useReceipts(view);
  return (
    <Page crumbs={[{ label: t("mine.title") }]}>
      <div className="mine">
        <section aria-label={t("mine.title")}>
          <p className="sec">{t("mine.intro")}</p>
          <p className="cap mt1" role="status">
            {t("mine.total", { count: view.total })}
          </p>
          {mine.comparison?.missing.map(({ seq }) => (
            <p key={seq} className="note bad mt2" role="alert">
              {t("mine.missing", { leaf: seq })}
            </p>
          ))}
          {view.entries.length === 0 ? (
            <EmptyState title={t("mine.emptyTitle")}>{t("mine.emptyText")}</EmptyState>
          ) : (
            <ol className="mine-list mt2">
              {view.entries.map((entry) => (
                <MyEntryLine key={entry.seq} entry={entry} receipt={mine.comparison?.states.get(entry.seq) ?? null} />
              ))}
            </ol>
          )}
          <nav className="row mt2" aria-label={t("mine.pages")}>
            {search.has("before") && <Link to="/my-entries">{t("mine.newest")}</Link>}
            {view.next !== null && <Link to={`?before=${view.next}`}>{t("mine.older")}</Link>}
          </nav>
        </section>
        <aside>
          <ReceiptTools mine={mine} />
          <NotMine />
        </aside>
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
