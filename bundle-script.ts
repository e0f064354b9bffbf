import { build } from "vite";

/**
 * One script out of its modules, minified, with the same bytes for the same sources.
 *
 * @param entry - path of the module that it begins with.
 * @param constants - names that stand for JSON values in the sources.
 */
export async function bundleScript(entry: string, constants: Readonly<Record<string, string>> = {}): Promise<string> {
  const built = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: "error",
    mode: "production",
    define: { "process.env.NODE_ENV": '"production"', ...constants },
    publicDir: false,
    build: {
      write: false,
      target: "es2022",
      minify: "esbuild",
      modulePreload: false,
      lib: { entry, formats: ["es"], fileName: "verifier" },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output !== undefined && "output" in output ? output.output[0] : undefined;
  if (chunk?.type !== "chunk") throw new Error(`bundle ${entry}: the bundler gave no script`);
  // In a script element this would end it.
  return chunk.code.trim().replaceAll("</script", "<\\/script");
}
