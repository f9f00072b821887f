import { buildCommand } from "./steps/build.mjs";
import { extractManagedPolicies } from "./steps/managed-policies.mjs";
import { runBuilt } from "./steps/run-built.mjs";

const isOf = (part) => process.argv.includes(part);
// The command builds in a second, the application in minutes.
if (isOf("--command")) {
  await buildCommand();
  extractManagedPolicies();
}
await runBuilt("scripts/bench/main.ts", { build: !isOf("--queries") && !isOf("--command") });
