/**
 * Bundles the command line into one file and a few that are loaded when they are needed: fewer files to open is most
 * of what makes it start quickly. Packages stay packages.
 */
import { chmodSync } from "node:fs";
import { build } from "vite";

const root = new URL("../..", import.meta.url).pathname;

await build({
  root,
  logLevel: "warn",
  configFile: false,
  build: {
    ssr: "src/cli.ts",
    outDir: "dist",
    emptyOutDir: false,
    minify: false,
    target: "node20",
    rolldownOptions: { output: { entryFileNames: "cli.js", chunkFileNames: "chunks/[name].js" } },
  },
});
chmodSync(new URL("../../dist/cli.js", import.meta.url), 0o755);
