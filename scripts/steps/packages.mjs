import { readFileSync } from "node:fs";
import path from "node:path";
import { root, say } from "./root.mjs";
import { run } from "./run.mjs";

const LICENCES = /^\(?(?:MIT|Apache-2\.0|BSD-[23]-Clause|0BSD|ISC|MPL-2\.0|OFL-1\.1|CC0-1\.0)\)?$/;

/** Packages under another licence, each with the reason why it is allowed. */
const EXCEPTIONS = {
  "caniuse-lite": "facts about browsers, which the build reads and nothing of ours contains",
  "@img/sharp-": "an image library that Next links to and may do without",
};

/**
 * Faults of the shipped packages, by the lock file: no digest for the install, or a licence the product cannot carry.
 * Of alternative licences one must be allowed, of combined ones all.
 */
export function packageFaults({ packages }) {
  return Object.entries(packages).flatMap(([place, { license, integrity, dev, link }]) => {
    const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
    if (place === "" || dev || link) return [];
    const unlocked = integrity ? [] : [`${name} has no digest in package-lock.json`];
    const may = isAllowed(license ?? "") || Object.keys(EXCEPTIONS).some((known) => name.startsWith(known));
    return [...unlocked, ...(may ? [] : [`${name} has the licence ${license ?? "that it does not say"}`])];
  });
}

function isAllowed(licence) {
  const some = licence.replace(/^\(|\)$/g, "").split(" OR ");
  return some.some((all) => all.split(" AND ").every((one) => LICENCES.test(one.trim())));
}

/**
 * Vulnerabilities known to npm's registry, in words; `null` if it does not answer, which is reported and does not count
 * as a pass.
 */
export function auditFaults(text) {
  const vulnerabilities = answerOf(text)?.vulnerabilities;
  if (!vulnerabilities) return null;
  const grave = Object.values(vulnerabilities).filter(({ severity }) => ["high", "critical"].includes(severity));
  return grave.map(({ name, severity }) => `${name} has a ${severity} vulnerability: npm audit says which`);
}

function answerOf(text) {
  try {
    return JSON.parse(text.slice(text.indexOf("{")));
  } catch {
    return null;
  }
}

/** The suite's part about packages. */
export async function checkPackages() {
  const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  const { output } = await run("npm", ["audit", "--omit=dev", "--json", "--fetch-retries=0", "--fetch-timeout=15000"]);
  const audited = auditFaults(output);
  if (audited === null) say("npm audit got no answer from the registry: known vulnerabilities were not looked for.");
  const faults = [...packageFaults(lock), ...(audited ?? [])];
  if (faults.length === 0) return { passed: 1, failed: 0 };
  return { passed: 0, failed: 1, output: faults.join("\n"), mend: "npm install a version or package without it" };
}
