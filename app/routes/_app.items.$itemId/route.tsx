import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { NOTE_PARAMETER } from "#app/ui/places.ts";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { Barred } from "./barred.tsx";
import { Workbench } from "./workbench.tsx";

export const handle: PageHandle = {
  title: (t, data) => {
    const code = (data as { item?: { code: string } } | undefined)?.item?.code;
    return code === undefined ? t("workbench:title") : `${code} · ${t("workbench:title")}`;
  },
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const { searchParams } = new URL(request.url);
  const evidence = Number(searchParams.get("evidence"));
  try {
    return await context.services.pages.workbench(account, {
      itemId: params["itemId"] ?? "",
      caseId: searchParams.get("case"),
      note: searchParams.get(NOTE_PARAMETER),
      evidence: Number.isSafeInteger(evidence) && evidence > 0 ? evidence : null,
    });
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function ItemPage() {
  const view = useLoaderData<typeof loader>();
  // Another item is another page: nothing that was typed for one stays in the fields of the other.
  return view.kind === "barred" ? <Barred view={view} /> : <Workbench key={view.item.id} view={view} />;
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
