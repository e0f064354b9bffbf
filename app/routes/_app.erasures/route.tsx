import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { Page } from "#app/ui/context-bar.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { ErasureDraft } from "./erasure-draft.tsx";
import { ErasureFinder } from "./erasure-finder.tsx";
import { ErasureList } from "./erasure-list.tsx";

export const handle: PageHandle = { title: (t) => t("erasure:title") };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const { searchParams } = new URL(request.url);
  const read = (name: string): string => searchParams.get(name) ?? "";
  const asked = { entries: read("entries"), item: read("item"), identities: read("identities") };
  try {
    return await context.services.pages.erasures(account, asked);
  } catch (error) {
    throw refusalResponse(error);
  }
}

/** Secretariat and data protection erase texts and identities, two persons at a time; auditors look on. */
export default function ErasuresPage() {
  const { canPropose, canReadAccessLog, asked, draft, erasures } = useLoaderData<typeof loader>();
  const { t } = useTranslation("erasure");
  return (
    <Page crumbs={[{ label: t("title") }]}>
      <div className="erasures">
        <h1 className="h1">{t("title")}</h1>
        <p className="sec mt2 erasures-lead">{t("lead")}</p>
        {canReadAccessLog && (
          <p className="mt3">
            <LinkButton to="/access-log.csv" icon="download" isDocument download>
              {t("accessLog")}
            </LinkButton>
          </p>
        )}
        {canPropose && <ErasureFinder asked={asked} />}
        {/* Another preview is another proposal: nothing of the last one's form is kept. */}
        {draft !== null && <ErasureDraft key={JSON.stringify(asked)} draft={draft} />}
        <ErasureList erasures={erasures} />
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
