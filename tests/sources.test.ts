import path from "node:path";
import { describe, expect, it } from "vitest";
import { readSources, withoutComments } from "./support/architecture/source.ts";

/** What ships: no test, no script of the checkout. */
const SHIPPED = readSources(path.resolve(import.meta.dirname, "..")).filter(({ file }) => {
  return /^(app|components|db|lib|proxy\.ts|instrumentation\.ts)/.test(file) && !file.startsWith("db/seed/");
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
      "lib/reviews/change.ts: sql.raw(`array[${TIERS.map((tier",
      // Numbers, and the types of columns, which are words of the schema.
      "lib/transfer/read-section.ts: sql.raw(String(LOOKED_AT",
      "lib/transfer/read-section.ts: sql.raw(String(rows",
      "lib/transfer/write-section.ts: sql.raw(castOf(index, type",
    ]);
  });

  it("S30 hands no text to the driver beside the builder, but what stands in the source", () => {
    const queries = places(/\.(?:query|execute)\((?!sql`|sql\(|db\b)[^)]{0,60}/g);
    expect(queries.filter((place) => /\$\{/.test(place))).toEqual([]);
  });

  it("S30 starts programs by their path with a list of arguments, and no shell", () => {
    expect(places(/(?<![.\w])(?:exec|execSync)\([^)]{0,40}|shell:\s*true/g)).toEqual([]);
    const starters = SHIPPED.filter(({ imports }) => imports.some(({ target }) => target === "node:child_process"));
    expect(starters.map(({ file }) => file)).toEqual([
      "lib/cli/check/git-previous.ts",
      "lib/policies/aws-managed-policies.ts",
      "lib/processes/child.ts",
    ]);
  });
});

describe("what has one home", () => {
  it("is how a number stands with its noun, beside the engine, which imports nothing", () => {
    expect(places(/=== 1 \? (?:"1 |`?\$?\{?\w+ === 1)/g).filter((place) => !place.startsWith("lib/iam/"))).toEqual([]);
    expect(
      places(/\$\{(\w+)\} \$\{\1 === 1 \?[^}]{0,30}/g).filter((place) => !/^lib\/(?:iam|words)/.test(place)),
    ).toEqual([]);
  });

  it("is the SHA-256 of a text", () => {
    expect(places(/createHash\("sha256"\)\s*\.update\([^;]{0,80}\)\s*\.digest\("hex"\)/g)).toEqual([
      expect.stringMatching(/^lib\/sha256\.ts: /),
    ]);
  });

  it("is the order by name, and the search in a column", () => {
    expect(places(/lower\([^)]{1,60}\) collate "C"|\bilike\(/g)).toEqual([
      expect.stringMatching(/^db\/by-name\.ts: /),
      expect.stringMatching(/^db\/contains\.ts: /),
    ]);
  });
});
