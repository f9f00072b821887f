import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAIL_ON, GATES } from "#lib/cli/check/input/arguments.ts";
import { exitCode, verdictOf } from "#lib/cli/check/report/exit-code.ts";
import { type CodeQualityIssue, formatCodeQuality } from "#lib/cli/check/report/format-code-quality.ts";
import { formatGithub } from "#lib/cli/check/report/format-github.ts";
import { formatJunit } from "#lib/cli/check/report/format-junit.ts";
import { LEVELS, type PlacedResult, WHOLE_FILE } from "#lib/cli/check/report/placed-result.ts";
import { makeReport, type Report } from "#lib/cli/check/report/report.ts";
import manifest from "../../../../package.json" with { type: "json" };
import { READ_ORDERS, roleTemplate, workspace } from "./workspace.ts";

const place = workspace();
const MINTS = ["Effect: Allow", "Action: iam:CreateUser", 'Resource: "*"'];

const EMPTY = makeReport({
  files: [],
  whole: [],
  failOn: "blocking",
  gate: "all",
  profile: "default",
  against: null,
  account: { id: "111122223333", given: true },
  passedOver: { otherFiles: 0, folderLinks: 0, excluded: 0 },
  ignore: new Set(),
  baseline: new Set(),
  redacted: () => "[redacted]",
});

const words = fc.string({ unit: "binary", maxLength: 20 });
const result: fc.Arbitrary<PlacedResult> = fc
  .record({
    rule: fc.constantFrom("CRED-8", "PUBLIC_ACCESS", "UNDECIDED", "<&\">'"),
    level: fc.constantFrom(...LEVELS),
    accepted: fc.constantFrom(null, "ignored" as const, "baseline" as const, "suppressed" as const),
    acceptedReason: fc.option(words),
    state: fc.constantFrom(null, "new" as const, "unchanged" as const),
    id: fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 32, maxLength: 32 }),
    uri: fc.constantFrom("a.yaml", "b/c.yaml", "d <&> \u0001.yaml"),
    line: fc.integer({ min: 1, max: 9999 }),
    message: words,
    example: fc.option(words),
    resource: fc.option(words),
  })
  .map((drawn) => {
    const { uri, line } = drawn;
    const span = { file: uri, uri, line, column: 1, endLine: line, endColumn: 2 };
    const rest = { witness: null, learnMore: null, fingerprint: "0:1", remedy: "Mend it.", excerpt: null, plan: null };
    return { ...WHOLE_FILE, ...rest, ...span, ...drawn };
  });
const reports: fc.Arbitrary<Report> = fc
  .array(result, { maxLength: 25 })
  .map((findings) => ({ ...EMPTY, findings, errors: [] }));

describe("the Code Quality report of GitLab", () => {
  const LEVEL_OF: Record<string, string> = {
    critical: "blocking",
    major: "incomplete",
    minor: "warning",
    info: "suggestion",
  };

  it("holds every open result, and read back gives the same ones, no two of one fingerprint", () => {
    fc.assert(
      fc.property(reports, (report) => {
        const issues: CodeQualityIssue[] = JSON.parse(formatCodeQuality(report));
        const open = report.findings.filter(({ accepted }) => !accepted);
        const read = issues.map(({ check_name, severity, location }) =>
          JSON.stringify([check_name, LEVEL_OF[severity], location.path, location.lines.begin]),
        );
        expect(read.sort()).toEqual(
          open.map(({ rule, level, uri, line }) => JSON.stringify([rule, level, uri, line])).sort(),
        );
        expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
        for (const { description } of issues) expect(description).not.toMatch(/[\p{Cc}]/u);
      }),
    );
  });

  it("is what GitLab reads, with the path from the root and one fingerprint for one finding", async () => {
    place.write({ "infra/role.yaml": roleTemplate(MINTS) });
    const read = async () => JSON.parse((await place.text("infra", "--format", "gitlab-codequality")).text);
    const [issue, ...others] = await read();
    expect(others).toEqual([]);
    expect(issue).toEqual({
      description: expect.stringMatching(/^A policy that lets its holder create credentials: AppRole · app · /),
      check_name: "CRED-8",
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      severity: "critical",
      location: { path: "infra/role.yaml", lines: { begin: 17 } },
    });
    place.write({ "infra/role.yaml": `# moved\n${roleTemplate(MINTS)}` });
    expect((await read())[0]).toEqual({ ...issue, location: { path: "infra/role.yaml", lines: { begin: 18 } } });
  });
});

type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

/** Reads XML of elements, attributes and text, and refuses anything else. */
function parseXml(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  let at = xml.indexOf("?>") + 2;
  const token = /<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|[^<>]+/y;
  while (at < xml.length) {
    token.lastIndex = at;
    const [whole, end, name, attributes = "", alone] = token.exec(xml) ?? [];
    if (whole === undefined) throw new Error(`No XML at ${at}: ${xml.slice(at, at + 40)}`);
    at += whole.length;
    const inside = open.at(-1) ?? root;
    if (name === undefined) inside.text += unescaped(whole);
    else if (end) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> ends nothing.`);
    } else {
      const pairs = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [
        key,
        unescaped(value ?? ""),
      ]);
      const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: "" };
      inside.children.push(element);
      if (!alone) open.push(element);
    }
  }
  const [only] = root.children;
  if (!only || open.length !== 1) throw new Error("No whole document.");
  return only;
}

function unescaped(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot);)/.test(text)) throw new Error(`A bare & in ${text}`);
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

describe("the JUnit report", () => {
  const OUTCOMES: Record<string, string> = { failure: "blocking", error: "incomplete", skipped: "accepted" };
  const cases = (xml: string) =>
    parseXml(xml).children.flatMap(({ children }) =>
      children.map(({ attributes, children: parts }) => {
        const [properties, outcome] = parts;
        const given = properties?.children.map((one) => [one.attributes.name, one.attributes.value]) ?? [];
        return { ...attributes, ...Object.fromEntries(given), outcome: OUTCOMES[outcome?.name ?? ""] ?? "passed" };
      }),
    );

  it("is XML whatever the words are, and read back gives the same results", () => {
    fc.assert(
      fc.property(reports, (report) => {
        const xml = formatJunit(report);
        expect(xml).not.toMatch(/[^\P{Cc}\n]|[\p{Cs}\ufffe\uffff]/u);
        const read = cases(xml).map(({ finding, rule, level, line, outcome }) =>
          JSON.stringify([finding, rule, level, Number(line), outcome]),
        );
        const outcomeOf = ({ accepted, level }: PlacedResult) =>
          accepted ? "accepted" : level === "blocking" || level === "incomplete" ? level : "passed";
        const expected = report.findings.map((one) =>
          JSON.stringify([one.id, one.rule, one.level, one.line, outcomeOf(one)]),
        );
        expect(read.sort()).toEqual(expected.sort());
        const { attributes, children } = parseXml(xml);
        for (const name of ["tests", "failures", "errors", "skipped"]) {
          const sum = children.reduce((all, suite) => all + Number(suite.attributes[name]), 0);
          expect(Number(attributes[name])).toBe(sum);
        }
      }),
    );
  });

  it("has a suite for each file, and one case that passes where nothing was found", async () => {
    place.write({ "bad.yaml": roleTemplate(MINTS), "good.yaml": roleTemplate(READ_ORDERS) });
    const { text } = await place.text(".", "--format", "junit");
    expect(text).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="guardians check" tests="2" failures="1"/,
    );
    const { children } = parseXml(text);
    expect(children.map(({ attributes }) => [attributes.name, attributes.failures])).toEqual([
      ["bad.yaml", "1"],
      ["good.yaml", "0"],
    ]);
    expect(cases(text)).toMatchObject([
      { classname: "bad.yaml", file: "bad.yaml", line: "17", outcome: "blocking" },
      { classname: "good.yaml", name: "Nothing found", outcome: "passed" },
    ]);
    const accepted = await place.text("bad.yaml", "--format", "junit", "--ignore", "CRED-8");
    expect(cases(accepted.text)).toMatchObject([{ rule: "CRED-8", outcome: "accepted" }]);
  });
});

describe("what fails the run", () => {
  const asked = fc.record({ failOn: fc.constantFrom(...FAIL_ON), gate: fc.constantFrom(...GATES) });

  it("fails in every form, and what does not fail it fails in none", () => {
    fc.assert(
      fc.property(reports, asked, ({ findings }, asked) => {
        const code = exitCode(findings, false, asked);
        const report = { ...EMPTY, ...asked, findings, exitCode: code, verdict: verdictOf(findings, false, asked) };
        const { attributes } = parseXml(formatJunit(report));
        expect(attributes.failures === "0").toBe(code !== 2);
        if (code !== 2) expect(attributes.errors === "0").toBe(code === 0);
        expect(/^::error /m.test(formatGithub(report))).toBe(code === 2);
        if (code !== 0) expect(report.verdict).toBe(code === 2 ? "blocked" : "incomplete");
      }),
    );
  });

  it("says that it passed only where nothing blocks and everything was evaluated, whatever the run may fail on", () => {
    fc.assert(
      fc.property(reports, asked, ({ findings }, asked) => {
        if (verdictOf(findings, false, asked) !== "pass") return;
        expect(exitCode(findings, false, { ...asked, failOn: "blocking" })).toBe(0);
      }),
    );
  });

  it("is a warning where warnings are to fail, and nothing with --fail-on never, and both are said", async () => {
    place.write({
      "policy.json": { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::orders/*" }] },
      "bad.yaml": roleTemplate(MINTS),
    });
    const strict = await place.text("policy.json", "--fail-on", "incomplete", "--format", "markdown");
    expect(strict).toMatchObject({
      exitCode: 2,
      text: expect.stringMatching(/^## Policy checks: blocked\n\nBlocked: 1 warning/),
    });
    const { counts } = await place.check("policy.json", "--fail-on", "incomplete");
    expect(counts).toMatchObject({ blocking: 0, warning: 1, blocked: 1 });
    const lenient = await place.text("bad.yaml", "--fail-on", "never", "--format", "github");
    expect(lenient.exitCode).toBe(0);
    expect(lenient.text).toMatch(/^::warning file=bad\.yaml,/);
    expect(lenient.text).toContain("Blocked: 1 blocking finding.\nWith --fail-on never, this does not fail the run.\n");
  });
});

describe("SARIF", () => {
  it("says the version of the program, and keeps runs of other profiles apart", async () => {
    place.write({ "role.yaml": roleTemplate(MINTS), "profile.json": { name: "tier 1" } });
    const { text } = await place.text("role.yaml", "--format", "sarif", "--profile", "profile.json");
    const [run] = JSON.parse(text).runs;
    expect(run.tool.driver).toMatchObject({ version: manifest.version, semanticVersion: manifest.version });
    expect(run.automationDetails).toEqual({ id: "guardians/tier%201/" });
  });
});
