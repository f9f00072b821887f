import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { hiddenLines, isLabel, labelledLines, labelledSecrets } from "#lib/checks/credentials/labelled-secrets.ts";
import { resourcePattern } from "#lib/iam/language/pattern.ts";
import { matches } from "#lib/iam/match/matches.ts";
import { globTakes } from "#lib/iam/validate/service/globs.ts";
import { readSources } from "./support/architecture/source.ts";
import { growthOf, KEPT, writtenOut } from "./support/regular-expressions/growth.ts";
import { regularExpressionsIn } from "./support/regular-expressions/literals.ts";

const FOUND = readSources(path.resolve(import.meta.dirname, ".."))
  .filter(
    ({ file }) => /^(app|components|db|lib|proxy\.ts|instrumentation\.ts)/.test(file) && !file.startsWith("lib/demo/"),
  )
  .map(({ file, text }) => ({ file, ...regularExpressionsIn(file, text) }));

/** Without a quantifier that has no end, no text makes an expression look further than its own length. */
const isUnending = ({ source }: { source: string }) => /[*+]|\{\d+,\}/.test(source);

/** What would take longer than in proportion to a long text, and why none comes to it. */
const NO_LONG_TEXT: Record<string, string> = {
  "/[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:analyzer\\/.{1,255}/":
    "what uses it fixes it at both ends (wire/fields.ts), where it is linear",
};

/** Expressions put together from text, and of what. */
const MADE: Record<string, string> = {
  "lib/checks/credentials/labelled-secrets.ts": "its own words: judged with those that are written down",
  "lib/checks/credentials/oidc-issuers.ts": "its own words and classes that stop at a colon",
  "lib/checks/judge-external.ts": "twelve digits",
  "lib/checks/redaction/redact-report.ts": "a secret that is letters only, without a quantifier",
  "lib/cli/check/judge/check-text.ts": "its own words, and lines that are indented, each read once",
  "lib/iam/prove/bind-variables.ts":
    "a pattern of a policy, with at most 4 wildcards, on values of at most 512 characters",
  "lib/iam/prove/real-pairs.ts": "the forms of ARNs in AWS's own data",
  "lib/iam/wire/fields.ts": "a pattern of its own, fixed at both ends",
  "lib/pseudonym.ts": "a name, escaped, without a quantifier",
  "lib/templates/policies-in-data.ts": "its own words, fixed at both ends",
};

/** The expressions that are tried while something works, of those put together from text too. */
function usedBy(work: () => unknown): RegExp[] {
  const exec = vi.spyOn(RegExp.prototype, "exec");
  work();
  const used = exec.mock.contexts as RegExp[];
  exec.mockRestore();
  return used;
}

const LABELLED = [isLabel, labelledSecrets, labelledLines, hiddenLines].flatMap((find) => {
  return usedBy(() => find("NoEcho\npassword: Default: x\n"));
});

describe("regular expressions", () => {
  it("S27 are all found in the source, and where one is put together it is known of what", () => {
    expect(FOUND.flatMap(({ literals }) => literals).filter(isUnending).length).toBeGreaterThan(150);
    expect(FOUND.filter(({ made }) => made > 0).map(({ file }) => file)).toEqual(Object.keys(MADE));
    expect(LABELLED.filter(isUnending).length).toBeGreaterThanOrEqual(4);
  });

  /** A new one is judged by `npx vitest run tests/regular-expressions.test.ts -u`, which may take seconds for each. */
  it("S27 take no longer than in proportion to any text, unless none is long", async () => {
    const growth = await growthOf([...FOUND.flatMap(({ literals }) => literals), ...LABELLED].filter(isUnending));
    const slow = Object.keys(growth).filter((written) => growth[written] !== "linear");
    expect(slow).toEqual(Object.keys(NO_LONG_TEXT));
    await expect(writtenOut(growth)).toMatchFileSnapshot(KEPT);
  }, 600_000);

  it("S27 find the one that is quadratic, and the one that takes forever", async () => {
    expect(await growthOf([/\s+$/, /^(?:a|a)*$/])).toEqual({ "/\\s+$/": "polynomial", "/^(?:a|a)*$/": "exponential" });
  });
});

/** What is read as the thing itself is, with how often one of its elements was asked for. */
function counted<Item extends object>(item: Item): { item: Item; reads: () => number } {
  let reads = 0;
  const get = (target: Item, key: string | symbol) => {
    if (typeof key === "string" && /^\d+$/.test(key)) reads += 1;
    return Reflect.get(target, key);
  };
  return { item: new Proxy(item, { get }), reads: () => reads };
}

describe("the patterns of a policy", () => {
  it.each(["*a*a*a*a*a*b", "*aaaaaaab", "a*?*?*?*b", "arn:*:s3:*:*:*a*b", "*ab*ab*c"])(
    "S27 are matched in proportion to the text: %s",
    (written) => {
      for (const piece of ["a", "ab", "arn:aws:s3:::", ":", "aaaaaaa:"]) {
        const text = piece.repeat(Math.ceil(10_000 / piece.length));
        const pattern = resourcePattern(written, "2012-10-17");
        const tokens = counted([...pattern.tokens]);
        matches({ ...pattern, tokens: tokens.item }, text, () => undefined);
        const glob = counted([...written]);
        globTakes(glob.item as unknown as string, text);
        for (const { reads } of [tokens, glob]) expect(reads()).toBeLessThan(text.length * written.length * 2);
      }
    },
  );
});
