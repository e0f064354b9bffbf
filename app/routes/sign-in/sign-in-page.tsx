import { Form, useSearchParams } from "@remix-run/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { announceSessionChange } from "#app/live/session-watch.ts";
import { Button } from "#app/ui/button.tsx";
import { TextField } from "#app/ui/field.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { LocaleSwitch, ThemeSwitch } from "#app/ui/preference-switches.tsx";
import { useOthersWork } from "#app/ui/outbox-pill.tsx";
import { useRootData } from "#app/ui/use-root-data.ts";
import type { SignInProblem } from "./sign-in-form.ts";

interface SignInPageProps {
  /** Where to go afterwards. */
  next: string;
  /** What was typed before; the password is never sent back. */
  login: string;
  problem: SignInProblem | null;
}

export function SignInPage({ next, login, problem }: SignInPageProps) {
  const { t } = useTranslation(["signin", "common", "outbox"]);
  const isDemo = useRootData()?.demo ?? false;
  const isEnded = useSearchParams()[0].has("ended");
  const isWorkWaiting = useOthersWork(null);
  // Whoever comes here is signed out: pages in other windows are to look.
  useEffect(announceSessionChange, []);
  const missing = (field: string): string | null =>
    problem?.kind === "missing" && problem.fields.includes(field) ? t("common:field.required") : null;
  return (
    <main id="main" className="sign-in">
      <div className="sign-in-head">
        <h1>{t("title")}</h1>
        <span className="sp" />
        <LocaleSwitch />
        <ThemeSwitch />
      </div>
      {isEnded && problem === null && <InlineAlert tone="neutral">{t("outbox:ended.text")}</InlineAlert>}
      {problem?.kind === "wrong" && <InlineAlert tone="bad" title={t("wrong")} isLive />}
      {problem?.kind === "wait" && (
        <InlineAlert tone="warn" title={t("slowDown", { count: problem.waitSeconds })} isLive />
      )}
      <Form method="post" className="form mt3">
        <input type="hidden" name="next" value={next} />
        <TextField
          name="login"
          label={t("login")}
          defaultValue={login}
          error={missing("login")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <TextField
          name="password"
          type="password"
          label={t("password")}
          error={missing("password")}
          autoComplete="current-password"
          required
        />
        <div className="actions">
          <Button type="submit" variant="primary">
            {t("submit")}
          </Button>
        </div>
      </Form>
      {isWorkWaiting && <InlineAlert tone="neutral">{t("outbox:othersSignedOut")}</InlineAlert>}
      {isDemo && (
        <InlineAlert tone="neutral" title={t("demo.title")}>
          {t("demo.text")}
        </InlineAlert>
      )}
    </main>
  );
}
