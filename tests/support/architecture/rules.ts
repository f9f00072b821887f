import { existsSync } from "node:fs";
import path from "node:path";
import { writtenAgain } from "./conditions.ts";
import { notDue } from "./not-due.ts";
import { mutualNouns, nounCycles } from "./noun-cycles.ts";
import { gatheredInPages } from "./pages.ts";
import { knowsBesideTheDoor, roomBreaches, untaken } from "./rooms.ts";
import { nounOf, ROWS, rowOf } from "./rows.ts";
import { type Import, packageOf, type Source, withoutComments } from "./source.ts";
import { unrecorded } from "./unrecorded.ts";
import { quietWriters } from "./writers.ts";

/** A rule of the house: what it says, and the breaches it finds. */
export type Rule = { name: string; breaches: (sources: Source[]) => string[] };

type Check = (file: string, imported: Import) => boolean;

/** A rule about single imports: `wrong` answers true for a breach. */
function imports(name: string, wrong: Check): Rule {
  const breaches = (sources: Source[]) =>
    sources.flatMap(({ file, imports: list }) =>
      list.filter((imported) => wrong(file, imported)).map(({ target }) => `${file} imports ${target}`),
    );
  return { name, breaches };
}

/** A rule about which files may use a package. */
function only(name: string, packages: RegExp, allowed: RegExp[]): Rule {
  return imports(
    name,
    (file, { target, ours }) =>
      !ours && packages.test(target) && ![...allowed, TESTS].some((where) => where.test(file)),
  );
}

const TESTS = /^tests\//;
const TOOLS = /^[a-z.-]+\.config\.(ts|mjs)$/;

const rows = imports("a row imports the rows below it", (file, { target, ours, typeOnly }) => {
  const from = rowOf(file);
  const to = ours ? rowOf(target) : null;
  if (!from || !to) return false;
  const same = from === to;
  if (to === "judgement" && from === "pure") return !typeOnly && nounOf(file) !== "policies";
  return same ? from === "doors" && !besideDoor(file, target) : ROWS.indexOf(to) < ROWS.indexOf(from);
});

/** A door uses its own parts; the process that serves also starts the worker. */
function besideDoor(file: string, target: string): boolean {
  const folder = (name: string) => /^(app|lib\/cli|lib\/demo|scripts)\//.exec(name)?.[1];
  if (file === "instrumentation.ts") return target === "lib/worker/worker.ts";
  return folder(file) !== undefined && folder(file) === folder(target);
}

function rulesTwice(sources: Source[]): string[] {
  const files = sources.map(({ file }) => file);
  return files.flatMap((file) => {
    const [, folder] = /^(lib\/[a-z-]+\/rules)\.ts$/.exec(file) ?? [];
    return folder && files.some((other) => other.startsWith(`${folder}/`)) ? [`${file} stands beside ${folder}/`] : [];
  });
}

/** What pages show of nouns that may not know each other: below the pages, and above every noun. */
const pages = imports("lib/pages is known by app", (file, { target, ours }) => {
  return ours && target.startsWith("lib/pages/") && !/^(app|lib\/pages|tests)\//.test(file);
});

const COMPONENT_PACKAGES =
  /^(react|react-dom|next\/dynamic|next\/link|next\/navigation|@mantine\/.*|@tabler\/icons-react|recharts|react-markdown|remark-gfm)$/;

const components = imports(
  "components import components, the pure row, the browser's sign-in, and what draws",
  (file, { target, ours, typeOnly }) => {
    if (!file.startsWith("components/")) return false;
    if (!ours) return !COMPONENT_PACKAGES.test(target);
    if (/\.css$/.test(target)) return !target.startsWith("components/");
    if (typeOnly && ["engine", "judgement"].includes(rowOf(target) ?? "")) return false;
    if (/\.?-?worker\.ts$/.test(file) && rowOf(target) === "judgement") return false;
    return (
      !target.startsWith("components/") && rowOf(target) !== "pure" && !(typeOnly && target.startsWith("lib/web/"))
    );
  },
);

const noDatabaseInComponents = imports(
  "components never import db, nor lib/web but for its types",
  (file, imported) => {
    if (!file.startsWith("components/") || !imported.ours) return false;
    return imported.target.startsWith("db/") || (imported.target.startsWith("lib/web/") && !imported.typeOnly);
  },
);

const ui = imports("components/ui knows no domain word", (file, { target, ours }) => {
  if (!file.startsWith("components/ui/") || !ours) return false;
  const noun = nounOf(target);
  return (
    (noun !== null && !["auth", "web"].includes(noun)) ||
    (target.startsWith("components/") && !target.startsWith("components/ui/"))
  );
});

const iam = imports("lib/iam imports nothing outside its folder", (file, { target, ours }) => {
  return file.startsWith("lib/iam/") && !(ours && target.startsWith("lib/iam/"));
});

const templates = imports("lib/templates imports itself, lib/iam and yaml", (file, { target, ours }) => {
  if (!file.startsWith("lib/templates/")) return false;
  return ours ? !/^lib\/(iam|templates)\//.test(target) : target !== "yaml";
});

const checks = imports(
  "lib/checks imports itself, lib/iam, lib/templates, lib/secrets, lib/lines.ts, lib/words.ts and lib/errors.ts",
  (file, { target, ours }) => {
    if (!file.startsWith("lib/checks/")) return false;
    return !(ours && /^lib\/(checks\/|iam\/|templates\/|secrets\/|lines\.ts$|words\.ts$|errors\.ts$)/.test(target));
  },
);

const engine = imports(
  "engine and judgement are known by lib/policies, lib/cli, the playground's worker, the reader of threat models' JSON, and by their types",
  (file, { target, ours, typeOnly }) => {
    if (!ours || typeOnly || TESTS.test(file)) return false;
    if (!["engine", "judgement"].includes(rowOf(target) ?? "")) return false;
    if (file === "lib/threat-models/formats/document.ts" && target === "lib/iam/index.ts") return false;
    if (rowOf(target) === "judgement" && file === "db/schema/policies.ts") return false;
    return !/^(scripts|lib\/(policies|cli|checks|iam|templates))\/|[.-]worker\.ts$/.test(file);
  },
);

const pure = imports("the pure row does no I/O: it imports what runs in a browser", (file, { target, ours }) => {
  if (rowOf(file) !== "pure" || file === "lib/auth/client.ts" || ours) return false;
  return !/^(zod|yaml|diff|csv-parse(\/.*)?)$/.test(target);
});

const PURE_ROWS = ["judgement", "pure", "engine"];
const RULES_FILE = /^lib\/[a-z-]+\/rules(?:\.ts$|\/)/;
/** What answers another thing each time, or someone else does. */
const WORLD =
  /\bDate\.now\b|\bnew Date(?:\(\s*\)|\b(?!\s*\())|\b(?:performance|crypto|Temporal)\.|\bMath\.random\b|\b(?:fetch|setTimeout|setInterval)\(/g;

const worldless: Rule = {
  name: "the pure row takes what time it is, and rules do not throw",
  breaches: (sources) =>
    sources
      .filter(({ file }) => PURE_ROWS.includes(rowOf(file) ?? ""))
      .flatMap(({ file, text }) => {
        const code = withoutComments(text);
        const thrown = RULES_FILE.test(file) ? (code.match(/\bthrow\b/g) ?? []) : [];
        return [...new Set([...(code.match(WORLD) ?? []), ...thrown])].map((word) => `${file} writes ${word}`);
      }),
};

const environment: Rule = {
  name: "process.env is read in lib/env.ts, scripts, tool settings and instrumentation.ts",
  breaches: (sources) =>
    sources
      .filter(
        ({ file }) =>
          !(/^(scripts\/|lib\/env\.ts$|instrumentation\.ts$)/.test(file) || TOOLS.test(file) || TESTS.test(file)),
      )
      .filter(({ text }) => /\bprocess\s*\.\s*env\b|\benv\b[^;\n]*from "node:process"/.test(withoutComments(text)))
      .map(({ file }) => `${file} reads process.env`),
};

const BARRELS = /^(?:lib\/iam\/(?:(?:language|match|prove|checks|validate|wire)\/)?|db\/schema\/)index\.ts$/;

const barrels: Rule = {
  name: "there are no barrels but lib/iam/index.ts, the doors of its rooms and db/schema/index.ts",
  breaches: (sources) =>
    sources.filter((file) => !BARRELS.test(file.file) && isBarrel(file)).map(({ file }) => `${file} is a barrel`),
};

const TAKEN = /^import\s[^;]*;/gm;
const HANDED_ON = /^export\s+(?:type\s+)?(?:\*|\{[^}]*\}|default\s+\w+\s*;)[^;]*;?/gm;

/** Named as one, or nothing but files of ours handed on. */
function isBarrel({ file, text, imports: list }: Source): boolean {
  if (/(^|\/)index\.(tsx?|mjs)$/.test(file)) return true;
  const exported = withoutComments(text).replace(TAKEN, "").trim();
  return list.some(({ ours }) => ours) && exported !== "" && exported.replace(HANDED_ON, "").trim() === "";
}

/** What filters leads to an address, and lacks nothing. */
const FORMS = /^components\/ui\/(forms\/form|lists\/filter-form)\.tsx$/;

const FORM = /<form\b(?![^>]*method="get")|\bcomponent=\{?"form"|\bcreateElement\("form"/;

const forms: Rule = {
  name: "a form says what it lacks by components/ui/forms/form.tsx",
  breaches: (sources) =>
    sources
      .filter(({ file }) => /^(app|components)\//.test(file) && !FORMS.test(file))
      .filter(({ text }) => FORM.test(withoutComments(text)))
      .map(({ file }) => `${file} writes a form of its own`),
};

const SEGMENT =
  /^([a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*|\([a-z0-9-]+\)|\[(\.\.\.)?[a-zA-Z0-9]+\]|\[\[\.\.\.[a-zA-Z0-9]+\]\])$/;

const names: Rule = {
  name: "files and folders are named in kebab-case",
  breaches: (sources) =>
    sources
      .map(({ file }) => file)
      .filter((file) => file.split("/").some((segment) => !SEGMENT.test(segment)))
      .map((file) => `${file} is not kebab-case`),
};

/** Rules that read nothing but the sources themselves. */
export const RULES: Rule[] = [
  rows,
  { name: "nouns form no cycle within a row", breaches: nounCycles },
  { name: "nouns know each other one way", breaches: mutualNouns },
  { name: "what a condition says is written in db/conditions alone", breaches: writtenAgain },
  { name: "a verb that opens a transaction records an event", breaches: unrecorded },
  { name: "verbs write, and nothing else does", breaches: quietWriters },
  { name: "what changes the facts of a review writes its row", breaches: notDue },
  { name: "a noun keeps its rules in rules.ts, or in rules/", breaches: rulesTwice },
  { name: "a page reads with one query", breaches: gatheredInPages },
  pages,
  components,
  noDatabaseInComponents,
  ui,
  iam,
  { name: "rooms of lib/iam import to the left only, and each other only by their door", breaches: roomBreaches },
  imports("outside of lib/iam its door is known, and the wire's by the analyzer", knowsBesideTheDoor),
  { name: "a door of a room of lib/iam hands on only what is taken", breaches: untaken },
  templates,
  checks,
  engine,
  pure,
  worldless,
  only("recharts is imported in components/charts", /^recharts/, [/^components\/charts\//]),
  only("Markdown is rendered in components/ui/words/prose.tsx", /^(react-markdown|remark-)/, [
    /^components\/ui\/words\/prose\.tsx$/,
  ]),
  only("next is imported in app, lib/web, lib/auth/session.ts and the files Next reads", /^next(\/|$)/, [
    /^app\//,
    /^components\//,
    /^lib\/web\//,
    /^lib\/auth\/session\.ts$/,
    /^(proxy|next\.config|instrumentation)\.ts$/,
    /^scripts\//,
  ]),
  only("next-auth is imported in lib/auth/session.ts and lib/auth/client.ts", /^next-auth(\/|$)/, [
    /^lib\/auth\/(session|client)\.ts$/,
    /^scripts\//,
  ]),
  only("the AWS SDK is imported in lib/policies/analyzer/access-analyzer.ts", /^@aws-sdk\//, [
    /^lib\/policies\/analyzer\/access-analyzer\.ts$/,
  ]),
  only(
    "the data about AWS services is imported in lib/policies/analyzer/service-facts.ts",
    /^@cloud-copilot\/iam-data/,
    [/^lib\/policies\/analyzer\/service-facts\.ts$/],
  ),
  only("the SDK of the Model Context Protocol is imported by the command mcp", /^@modelcontextprotocol\//, [
    /^lib\/cli\/(mcp\/|commands\/mcp\.ts$)/,
  ]),
  {
    name: "drizzle is imported in db, verbs, queries, lib/events, lib/auth, lib/limits and lib/demo",
    breaches: imports("", (file, { target, ours }) => {
      if (ours || !/^drizzle-(orm|kit)/.test(target) || TESTS.test(file) || TOOLS.test(file)) return false;
      return !(/^(db|scripts|lib\/demo)\//.test(file) || ["domain", "data"].includes(rowOf(file) ?? ""));
    }).breaches,
  },
  only(
    "drivers of the databases and of the queue are imported in db and by what keeps the queue",
    /^(pg|pg-boss|@electric-sql\/.*|drizzle-orm\/(pglite|node-postgres)(\/.*)?)$/,
    [/^(db|scripts)\//, /^lib\/jobs\/(open-boss|queue)\.ts$/, /^lib\/worker\/worker\.ts$/],
  ),
  environment,
  imports("nothing imports server-only", (_, { target }) => target === "server-only"),
  barrels,
  forms,
  names,
];

/** Rules that look beyond the sources: at what is installed and what is there. */
export function rulesOf(root: string, manifest: { dependencies: object; devDependencies: object }): Rule[] {
  const shipped = new Set(Object.keys(manifest.dependencies));
  const known = new Set([...shipped, ...Object.keys(manifest.devDependencies)]);
  return [
    imports(
      "every package that is imported is in package.json, with what ships under dependencies",
      (file, imported) => {
        if (imported.ours || imported.target.startsWith("node:")) return false;
        const ships = /^(app|components|db|lib)\//.test(file) && !file.startsWith("lib/demo/") && !imported.typeOnly;
        return !(ships ? shipped : known).has(packageOf(imported.target));
      },
    ),
    imports("every import of ours names a file that is there", (_, { target, ours }) => {
      return ours && !existsSync(path.join(root, target));
    }),
  ];
}
