import path from "node:path";
import { describe, expect, it } from "vitest";
import { hiddenLines, isLabel, labelledLines, labelledSecrets } from "#lib/checks/credentials/labelled-secrets.ts";
import { resourcePattern } from "#lib/iam/language/pattern.ts";
import { matches } from "#lib/iam/match/matches.ts";
import { globTakes } from "#lib/iam/validate/service/globs.ts";
import { readSources } from "./support/architecture/source.ts";
import { adversaries } from "./support/regular-expressions/adversaries.ts";
import { type Literal, regularExpressionsIn } from "./support/regular-expressions/literals.ts";
import { LONG, SHORT, slowness, TOO_SLOW } from "./support/regular-expressions/slowness.ts";

const FOUND = readSources(path.resolve(import.meta.dirname, ".."))
  .filter(
    ({ file }) => /^(app|components|db|lib|proxy\.ts|instrumentation\.ts)/.test(file) && !file.startsWith("lib/demo/"),
  )
  .map(({ file, text }) => ({ file, ...regularExpressionsIn(file, text) }));

/** Without a quantifier that has no end, no text makes an expression look further than its own length. */
const UNENDING = FOUND.flatMap(({ literals }) => literals).filter(({ pattern }) => /[*+]|\{\d+,\}/.test(pattern));

/** What would take longer than in proportion to a long text, and why none comes to it. */
const NO_LONG_TEXT: Record<string, string> = {
  "/\\$\\{([^}]*)\\}/g in lib/iam/prove/real-pairs.ts": "the forms of ARNs in AWS's own data",
  "/\\$\\{[^}]*\\}|<[^>]*>/g in lib/iam/validate/service/condition-key.ts": "the names of keys in AWS's own data",
  "/:policy(\\/(?:.*\\/)?)(.+)$/ in lib/iam/wire/neighbours/managed-policy.ts": "ARNs of policies that AWS manages",
  "/[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:analyzer\\/.{1,255}/ in lib/iam/wire/preview-store.ts":
    "what uses it fixes it at both ends (wire/fields.ts), where it is linear",
};

/** Expressions put together from text, and of what. */
const MADE: Record<string, string> = {
  "lib/checks/credentials/hide-secrets.ts": "a secret that is letters only, without a quantifier",
  "lib/checks/credentials/labelled-secrets.ts": "its own words: tried below",
  "lib/checks/credentials/oidc-issuers.ts": "its own words and classes that stop at a colon",
  "lib/checks/judge-external.ts": "twelve digits",
  "lib/iam/prove/bind-variables.ts":
    "a pattern of a policy, with at most 4 wildcards, on values of at most 512 characters",
  "lib/iam/prove/real-pairs.ts": "the forms of ARNs in AWS's own data",
  "lib/iam/wire/fields.ts": "a pattern of its own, fixed at both ends",
  "lib/people/rules/pseudonym.ts": "a name, escaped, without a quantifier",
};

/** The first text that is too slow for this work, with how slow it is. */
function tooSlow(work: (text: string) => void, pattern: string): string | null {
  const short = adversaries(pattern, SHORT);
  for (const [index, long] of adversaries(pattern, LONG).entries()) {
    const measured = slowness(work, long, short[index] ?? "");
    if (measured > TOO_SLOW) return `${JSON.stringify(long.slice(0, 20))} takes ${measured.toFixed(0)} times too long`;
  }
  return null;
}

function search({ pattern, flags }: Literal): (text: string) => void {
  const expression = new RegExp(pattern, flags);
  return (text) => {
    expression.lastIndex = 0;
    if (expression.global) for (const _ of text.matchAll(expression));
    else expression.exec(text);
  };
}

describe("regular expressions", () => {
  it("S27 are all found in the source, and where one is put together it is known of what", () => {
    expect(UNENDING.length).toBeGreaterThan(150);
    expect(FOUND.filter(({ made }) => made > 0).map(({ file }) => file)).toEqual(Object.keys(MADE));
  });

  it("S27 take no longer than in proportion to a text that was made against them", () => {
    const slow = UNENDING.flatMap((literal) => {
      const found = tooSlow(search(literal), literal.pattern);
      return found ? [[`/${literal.pattern}/${literal.flags} in ${literal.file}`, found]] : [];
    });
    expect(slow.filter(([written = ""]) => !(written in NO_LONG_TEXT))).toEqual([]);
    expect(slow.map(([written]) => written)).toEqual(Object.keys(NO_LONG_TEXT));
  });

  it("S27 find the one that is quadratic", () => {
    expect(tooSlow(search({ file: "", pattern: "\\s+$", flags: "" }), "\\s+$")).toContain("times too long");
  });

  const LABELS = 'secret_access_key: password="\' api-key=>\\\\" Default: AllowedValues: \\n \\t [x] NoEcho';
  it.each(Object.entries({ isLabel, labelledSecrets, labelledLines, hiddenLines }))(
    "S27 take no longer where they are put together: %s",
    (_, find) => {
      expect(tooSlow((text) => void find(`NoEcho\n${text}`), LABELS)).toBeNull();
    },
  );
});

describe("the patterns of a policy", () => {
  it.each(["*a*a*a*a*a*b", "*aaaaaaab", "a*?*?*?*b", "arn:*:s3:*:*:*a*b", "*ab*ab*c"])(
    "S27 are matched in proportion to the text: %s",
    (written) => {
      const pattern = resourcePattern(written, "2012-10-17");
      for (const piece of ["a", "ab", "arn:aws:s3:::", ":", "aaaaaaa:"]) {
        const texts = [LONG, SHORT].map((length) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length));
        const [long = "", short = ""] = texts;
        const nothing = () => undefined;
        expect(slowness((text) => void matches(pattern, text, nothing), long, short)).toBeLessThan(TOO_SLOW);
        expect(slowness((text) => void globTakes(written, text), long, short)).toBeLessThan(TOO_SLOW);
      }
    },
  );
});
