/** How a person wants pages shown. */
export interface Preferences {
  readonly locale: "vi" | "en";
  /** Null leaves it to the browser. */
  readonly theme: "light" | "dark" | null;
}

/** Reads the cookies that the route `preferences` sets; Vietnamese is the first language. */
export function parsePreferences(cookieHeader: string | undefined): Preferences {
  const cookies = new Map(
    (cookieHeader ?? "").split(";").map((pair): [string, string] => {
      const [name = "", value = ""] = pair.split("=");
      return [name.trim(), value.trim()];
    }),
  );
  const theme = cookies.get("theme");
  return {
    locale: cookies.get("locale") === "en" ? "en" : "vi",
    theme: theme === "light" || theme === "dark" ? theme : null,
  };
}
