import { readFileSync } from "node:fs";
import path from "node:path";
import { root, say } from "./root.mjs";
import { run } from "./run.mjs";

const LICENCES = /^\(?(?:MIT|Apache-2\.0|BSD-[23]-Clause|0BSD|ISC|MPL-2\.0|OFL-1\.1|CC0-1\.0)\)?$/;

/** Packages under another licence, each with the reason why it is allowed. */
const EXCEPTIONS = {
  "caniuse-lite": "browser data that the build reads and our output does not contain",
  "@img/sharp-": "an optional image library that Next links to",
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
    return [...unlocked, ...(may ? [] : [`${name} has a licence that is not allowed: ${license ?? "none stated"}`])];
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
  return grave.map(({ name, severity }) => `${name} has a ${severity} vulnerability: run npm audit for details`);
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
  if (audited === null) say("npm audit got no response from the registry, so known vulnerabilities were not checked.");
  const faults = [...packageFaults(lock), ...(audited ?? [])];
  if (faults.length === 0) return { passed: 1, failed: 0 };
  return {
    passed: 0,
    failed: 1,
    output: faults.join("\n"),
    mend: "npm install a version or package without the problem",
  };
}
