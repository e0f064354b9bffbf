import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { ConflictForm } from "#app/ui/conflict-form.tsx";
import { Page } from "#app/ui/context-bar.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { ConflictProposals } from "./conflict-proposals.tsx";
import { MemberTable } from "./member-table.tsx";

export const handle: PageHandle = { title: (t) => t("interests:title") };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    return await context.services.pages.conflicts(account);
  } catch (error) {
    throw refusalResponse(error);
  }
}

/** The secretariat sees who declared what, and pins what was not declared; auditors look on. */
export default function ConflictsPage() {
  const { canManage, facts, members, entities, proposals } = useLoaderData<typeof loader>();
  const { t } = useTranslation(["interests", "assignment"]);
  return (
    <Page crumbs={[{ label: t("assignment:title"), to: "/assignment" }, { label: t("title") }]}>
      <div className="assignment">
        <h1 className="h1">{t("title")}</h1>
        <p className="sec mt2 assignment-lead">{t("lead")}</p>
        <ConflictProposals proposals={proposals} />
        <MemberTable members={members} />
        {canManage && members.length > 0 && entities.length > 0 && (
          <section aria-labelledby="pin">
            <h2 id="pin" className="h2">
              {t("pin.title")}
            </h2>
            <ConflictForm facts={facts} members={members} entities={entities} />
          </section>
        )}
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
