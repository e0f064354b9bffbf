import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireCsrf, requireSession } from "#app/http/session.server.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Page } from "#app/ui/context-bar.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { toItemPath } from "#app/ui/places.ts";
import { Exchange } from "./exchange.tsx";
import { History } from "./history.tsx";
import { importFormSchema } from "./import-form.ts";

export const handle: PageHandle = { title: (t) => t("notes:history.title") };

/** Every version of an item's notes, and their way in and out. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    return await context.services.pages.noteHistory(account, { itemId: params["itemId"] ?? "" });
  } catch (error) {
    throw refusalResponse(error);
  }
}

/** Reads a file of annotations; nothing is written: each of its notes is then a command of its own. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { account } = requireSession({ request, context });
  const form = await request.formData();
  requireCsrf({ request, context }, form);
  const parsed = importFormSchema.safeParse(Object.fromEntries(form));
  try {
    const asked = parsed.success ? { json: await parsed.data.file.text(), kind: parsed.data.kind } : null;
    const question = { itemId: params["itemId"] ?? "", ...(asked ?? { json: "", kind: "question" as const }) };
    const read = await context.services.pages.noteImport(account, question);
    return data(read, { status: read.ok ? 200 : 422 });
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function NotesPage() {
  const view = useLoaderData<typeof loader>();
  const read = useActionData<typeof action>();
  const { t } = useTranslation("notes");
  const { locale } = useFormat();
  const item = `${view.code} ${view.name[locale]}`;
  return (
    <Page
      crumbs={[
        { label: view.entityName[locale] },
        { label: item, to: toItemPath(view.itemId) },
        { label: t("history.title") },
      ]}
    >
      <div className="notes-page">
        <h1 className="h1">{t("history.title")}</h1>
        <p className="cap">{t("history.lead")}</p>
        <History threads={view.threads} itemId={view.itemId} />
        <Exchange view={view} read={read ?? null} />
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
