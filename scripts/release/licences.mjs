import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../steps/root.mjs";

/**
 * The packages of the bundled sources, with version, licence and its text, by name. `others` are packages whose data is
 * used. Throws if a package has no licence text, because it may not be redistributed.
 */
export function packagesOf(sources, others = [], folder = root) {
  const bundled = sources.flatMap((source) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []);
  const names = [...new Set([...bundled, ...others])].sort();
  return names.map((name) => {
    const at = path.join(folder, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(path.join(at, "package.json"), "utf8"));
    return { name, version, licence: license, text: textOf(at, name) };
  });
}

function textOf(at, name) {
  const files = existsSync(at) ? readdirSync(at).sort() : [];
  const file = files.find((one) => /^licen[cs]e(?:\.|$)/i.test(one));
  if (file === undefined) throw new Error(`${name} contains no licence text, which must ship with it.`);
  return readFileSync(path.join(at, file), "utf8").trim();
}

/** The owners and licences of all software and data in a package. */
export function notices(packages) {
  const parts = packages.map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}\n`);
  return ["This package contains third-party software and data under these licences.\n", ...parts].join(
    `\n${LINE}\n\n`,
  );
}

const LINE = "-".repeat(80);

/**
 * The same as a bill of materials. It has no time and no serial number, so that it is reproducible. Source: CycloneDX
 * 1.5.
 */
export function billOfMaterials({ name, version, license }, packages) {
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: component({ name, version, licence: license }, "application") },
    components: packages.map((one) => component(one, "library")),
  };
}

function component({ name, version, licence }, type) {
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return { type, "bom-ref": purl, name, version, purl, licenses: [{ license: { id: licence } }] };
}
