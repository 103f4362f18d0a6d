import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { antdSheets } from "./build/antd.ts";

const here = (path: string) => decodeURIComponent(new URL(path, import.meta.url).pathname);

export default defineConfig({
  plugins: [react(), antdSheets()],
  resolve: { alias: { "@": here("./src") } },
  build: {
    target: ["chrome108", "safari15.4"],
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4500,
    manifest: true,
    rollupOptions: { input: { work: here("./work.html"), family: here("./family.html") } },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": "http://127.0.0.1:5000" } },
  test: { environment: "jsdom", globals: true, include: ["tests/**/*.test.{ts,tsx}"], setupFiles: ["tests/setup.ts"], testTimeout: 30000 },
});
