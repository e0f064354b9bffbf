import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches } from "@remix-run/react";
import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useContext } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NonceContext } from "./ui/nonce-context.ts";
import type { PageHandle } from "./ui/page-handle.ts";
import { RouteError } from "./ui/route-error.tsx";
import { useRootData } from "./ui/use-root-data.ts";
import "./styles/index.css";

export const links: LinksFunction = () => [
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "icon", href: "/favicon.ico", sizes: "32x32" },
  { rel: "preload", href: "/fonts/inter.woff2", as: "font", type: "font/woff2", crossOrigin: "anonymous" },
];

/** What every page knows. */
export interface RootData {
  locale: "vi" | "en";
  /** Null: the system's. */
  theme: "light" | "dark" | null;
  demo: boolean;
  csrfToken: string | null;
}

export function loader({ context }: LoaderFunctionArgs): RootData {
  const { locale, theme, demo, csrfToken } = context;
  return { locale, theme, demo, csrfToken };
}

/** Runs before the first paint, only when the person has chosen no theme. */
const SYSTEM_THEME =
  'document.documentElement.dataset.theme=matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"';

export function Layout({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const nonce = useContext(NonceContext);
  const theme = useRootData()?.theme ?? null;
  return (
    // The script below adds data-theme before React hydrates.
    <html lang={i18n.language} data-theme={theme ?? undefined} suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <PageTitle />
        <Meta />
        <Links />
        {theme === null && (
          <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SYSTEM_THEME }} />
        )}
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

function PageTitle() {
  const { t, i18n } = useTranslation("shell");
  const match = useMatches().findLast(({ handle }) => typeof (handle as PageHandle | undefined)?.title === "function");
  if (!match) return <title>{t("product")}</title>;
  const page = (match.handle as PageHandle).title(i18n.t, match.data);
  return <title>{t("title", { page })}</title>;
}

export default function App() {
  return <Outlet />;
}

export { RouteError as ErrorBoundary };
