import { defineConfig } from "drizzle-kit";
import { CASING } from "./db/casing.ts";

export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/index.ts",
  out: "./db/migrations",
  casing: CASING,
});
