import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { toSafePath } from "#app/http/safe-path.server.ts";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { isRefusal, toRefusalStatus } from "#domain/refusal-status.ts";
import { type SignInProblem, signInSchema } from "./sign-in-form.ts";
import { SignInPage } from "./sign-in-page.tsx";
import "./sign-in.css";

/** How long to wait is a header of the action's answer. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export const handle: PageHandle = { title: (t) => t("signin:title") };

export function loader({ request, context }: LoaderFunctionArgs) {
  const next = toSafePath(new URL(request.url).searchParams.get("next"));
  if (context.signedIn !== null) throw redirect(next);
  return { next };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const fields = Object.fromEntries(await request.formData());
  const parsed = signInSchema.safeParse(fields);
  const login = typeof fields["login"] === "string" ? fields["login"] : "";
  const again = (problem: SignInProblem, status: number, headers: HeadersInit = {}) =>
    data({ login, problem }, { status, headers });
  if (!parsed.success) {
    return again({ kind: "missing", fields: parsed.error.issues.map((issue) => String(issue.path[0])) }, 422);
  }
  try {
    const { password, next } = parsed.data;
    const cookieHeader = request.headers.get("Cookie");
    const who = { login: parsed.data.login, password, address: context.address, cookieHeader };
    const { setCookie } = await context.identity.signIn(who, context.now);
    return redirect(toSafePath(next), { headers: { "Set-Cookie": setCookie } });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.code.startsWith("storage.")) throw refusalResponse(error);
    const status = toRefusalStatus(error.code);
    const { waitSeconds } = error.details;
    if (typeof waitSeconds !== "number") return again({ kind: "wrong" }, status);
    return again({ kind: "wait", waitSeconds }, status, { "Retry-After": String(waitSeconds) });
  }
}

export default function SignIn() {
  const { next } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <SignInPage next={next} login={answer?.login ?? ""} problem={answer?.problem ?? null} />;
}
