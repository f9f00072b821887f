import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excluder } from "#lib/cli/check/input/glob.ts";
import { wrapped } from "#lib/cli/check/report/wrap.ts";
import { check } from "#lib/cli/commands/check.ts";
import { FILE_COMMANDS } from "#lib/cli/file-commands.ts";
import { run } from "#lib/cli/run.ts";
import manifest from "../../../../package.json" with { type: "json" };
import { outline, READ_ORDERS, roleTemplate, workspace } from "./workspace.ts";

const place = workspace();
const MINTS = ["Effect: Allow", "Action: iam:CreateUser", 'Resource: "*"'];
const UNKNOWN = `Parameters:\n  T: {Type: String}\n${roleTemplate(["Effect: Allow", "Action: s3:GetObject", "Resource: !Ref T"])}`;

async function guardians(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(FILE_COMMANDS, args, { say: (line) => out.push(line), complain: (line) => err.push(line) });
  return { code, out, err };
}

describe("the command", () => {
  it.each(["--help", "-h", "--version", "-V"])("takes %s for a path where paths stand, and checks it", async (name) => {
    const { code, out, err } = await guardians("check", "--", name);
    expect({ code, out }).toEqual({ code: 3, out: [expect.stringContaining(name)] });
    expect(err).toEqual([]);
  });

  it("says its version", async () => {
    const said = { code: 0, out: [`guardians ${manifest.version}`], err: [] };
    expect(await guardians("--version")).toEqual(said);
    expect(await guardians("check", "--version")).toEqual(said);
  });

  it.each([
    [["check"], "No path given. Name at least one file or folder. See “guardians check --help”."],
    [["check", "x", "--format", "pdf"], "--format “pdf” is not one of text, json, .* See “guardians check --help”."],
    [["check", "x", "--nonsense"], "Unknown option '--nonsense'\\. See “guardians check --help”."],
    [["check", "x", "--format"], "Option '--format <value>' argument missing\\. See “guardians check --help”."],
    [["check", "x", "--format", "--compact"], "Option '--format.*=-XYZ'\\. See “guardians check --help”."],
    [
      ["check", "x", "--compact", "--format", "json"],
      "--compact requires --format text. See “guardians check --help”.",
    ],
    [["check", "x", "--exclude", ""], "--exclude needs a pattern. See “guardians check --help”."],
    [["grant"], "Unknown command “grant”. See “guardians --help”."],
    [[], "Name a command. See “guardians --help”."],
  ])("says in one line what was wrong with %j", async (args, words) => {
    const { code, out, err } = await guardians(...args);
    expect({ code, out }).toEqual({ code: 1, out: [] });
    expect(err).toHaveLength(1);
    expect(err[0]).not.toContain("\n");
    expect(err[0]).toMatch(new RegExp(`^${words}$`));
  });
});

describe("--compact", () => {
  it("says each finding in one line, then the summary", async () => {
    place.write({ "a.yaml": roleTemplate(MINTS), "b.yaml": roleTemplate(READ_ORDERS, 'AWS: "*"') });
    const { text } = await place.text("a.yaml", "b.yaml", "--compact");
    const [first, second, empty, verdict] = text.split("\n");
    expect(first).toMatch(
      /^a\.yaml:17:17: blocking CRED-8 AppRole · app · identity policy · statement 0: .* \[[0-9a-f]{32}\]$/,
    );
    expect(second).toMatch(/^b\.yaml:8:13: blocking PUBLIC_ACCESS AppRole · trust policy · statement 0: /);
    expect([empty, verdict]).toEqual(["", "Blocked: 2 blocking findings."]);
    expect((await place.text("b.yaml", "--compact", "--ignore", "PUBLIC_ACCESS")).text).toMatch(/^Accepted\n/);
  });
});

describe("the order of findings", () => {
  it("begins with ways to more privileges, then who is let in, then what is new", async () => {
    place.write({
      "a.yaml": roleTemplate(READ_ORDERS, "AWS: arn:aws:iam::444455556666:root"),
      "b.yaml": roleTemplate(READ_ORDERS, 'AWS: "*"'),
      "c.yaml": roleTemplate(["Effect: Allow", "Action: [iam:PassRole, ec2:RunInstances]", 'Resource: "*"']),
      "reference.json": { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] },
    });
    const { text } = await place.text(".", "--reference", "reference.json", "--compact", "--exclude", "*.json");
    const order = text
      .split("\n")
      .flatMap((line) => /^(.)\.yaml:\S+ blocking (\w+_(?:ACCESS|PRINCIPAL)) /.exec(line)?.slice(1).join(" ") ?? []);
    expect(order).toEqual(["c NEW_ACCESS", "b PUBLIC_ACCESS", "a EXTERNAL_PRINCIPAL", "a NEW_ACCESS", "b NEW_ACCESS"]);
    expect(text).toMatch(/By rule: NEW_ACCESS 3, /);
  });
});

describe("--exclude", () => {
  const FILES = {
    "a.yaml": UNKNOWN,
    "examples/b.yaml": UNKNOWN,
    "x/examples/c.yaml": UNKNOWN,
    "x/d.test.yaml": UNKNOWN,
  };

  it.each([
    [["examples"], ["a.yaml", "x/d.test.yaml"]],
    [["./examples/"], ["a.yaml", "x/d.test.yaml"]],
    [["x/**/c.yaml"], ["a.yaml", "examples/b.yaml", "x/d.test.yaml"]],
    [
      ["**/*.test.yaml", "a.yam?"],
      ["examples/b.yaml", "x/examples/c.yaml"],
    ],
    [["x/*.yaml"], ["a.yaml", "examples/b.yaml", "x/examples/c.yaml"]],
  ])("%j leaves out what it means, and says how much", async (patterns, left) => {
    place.write(FILES);
    const args = patterns.flatMap((pattern) => ["--exclude", pattern]);
    const report = await place.check(".", ...args);
    expect(report.files.map(({ file }) => file)).toEqual(left);
    expect(report.passedOver.excluded).toBeGreaterThan(0);
    expect((await place.text(".", ...args)).text).toMatch(/Skipped: .*by --exclude\./);
  });

  it("is never silent where it leaves out everything, a file that was named too", async () => {
    place.write({ "a.yaml": roleTemplate(READ_ORDERS) });
    const { text, exitCode } = await place.text("a.yaml", "--exclude", "*.yaml");
    expect(exitCode).toBe(3);
    expect(text).toContain("No policies found");
  });

  it("takes every mark of an expression for itself, and leaves out a path by its own name", () => {
    const name = fc.string({ unit: fc.constantFrom(..."ab.+()[]{}^$|\\-"), minLength: 1, maxLength: 8 });
    const path = fc.array(name, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(path, name, (parts, other) => {
        const [whole, last = ""] = [parts.join("/"), parts.at(-1)];
        fc.pre(!parts.includes(".") && other !== "." && !parts.includes(other));
        expect(excluder([whole])(whole)).toBe(true);
        expect(excluder([last])(`${whole}/${other}`)).toBe(true);
        expect(excluder([other])(whole)).toBe(false);
        expect(excluder(["**"])(whole)).toBe(true);
      }),
    );
  });
});

describe("the width of the terminal", () => {
  it("breaks words into lines that fit, and quotes lines of a file as they are", async () => {
    place.write({
      "role.yaml": roleTemplate([...MINTS.slice(0, 2), `Resource: "arn:aws:iam::111122223333:user/${"x".repeat(90)}"`]),
    });
    const { text } = await check(["role.yaml"], { cwd: place.folder, color: false, status: null, width: 60 });
    const long = text.split("\n").filter((line) => line.length > 60);
    expect(long.every((line) => /^\S+:\d+:\d+ |^ +\d+ \| |x{40}|https?:/.test(line))).toBe(true);
    expect(text).toMatch(/\n {2}What to do: .*\n {2}\S/);
    const plain = await check(["role.yaml"], { cwd: place.folder, color: false, status: null });
    expect(plain.text).not.toMatch(/\n {2}What to do: .*\n {2}(?!Finding|More)\S/);
  });

  it("changes no word", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "é", "\u{1f600}", " "), maxLength: 200 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 120 }), (words, width) => {
        const lines = wrapped(words, "  ", width).split("\n");
        expect(lines.map((line) => line.slice(2)).join(" ")).toBe(words);
        for (const line of lines) {
          expect([...line].length <= Math.max(40, width) || !line.slice(2).trim().includes(" ")).toBe(true);
        }
      }),
    );
  });
});

describe("what fails a run", () => {
  it("is what was found only with --fail-on results; what could not be evaluated is reported", async () => {
    place.write({ "gap.yaml": UNKNOWN, "bad.yaml": roleTemplate(MINTS), "broken.yaml": "Resources: [" });
    const gaps = await place.check("gap.yaml", "broken.yaml", "--fail-on", "results");
    expect(gaps).toMatchObject({ exitCode: 0, verdict: "incomplete", counts: { incomplete: 2 } });
    expect((await place.check("gap.yaml", "bad.yaml", "--fail-on", "results")).exitCode).toBe(2);
  });

  it("is a path that leads nowhere, whatever it may fail on", async () => {
    place.write({ "good.yaml": roleTemplate(READ_ORDERS) });
    for (const failOn of ["never", "results"]) {
      const report = await place.check("missing.yaml", "good.yaml", "--fail-on", failOn);
      expect(report).toMatchObject({ exitCode: 1, verdict: "error" });
      expect(outline(report)).toEqual(["UNREADABLE_FILE incomplete 1"]);
      const as = async (format: string) =>
        (await place.text("missing.yaml", "good.yaml", "--fail-on", failOn, "--format", format)).text;
      expect(await as("junit")).toContain('failures="0" errors="1"');
      expect(await as("github")).toMatch(/^::error title=Guardians::A given path does not exist\.$/m);
    }
    expect((await place.check("missing.yaml", "good.yaml")).exitCode).toBe(3);
  });

  it("is no gap that --ignore names", async () => {
    place.write({ "gap.yaml": UNKNOWN });
    for (const entry of ["INCOMPLETE_POLICY", "AppRole.INCOMPLETE_POLICY"]) {
      const report = await place.check("gap.yaml", "--ignore", entry);
      expect(report).toMatchObject({ exitCode: 0, counts: { incomplete: 0, accepted: 1 } });
    }
    expect((await place.check("gap.yaml", "--ignore", "CRED-8,SENSITIVE_ACCESS,UNDECIDED")).exitCode).toBe(3);
  });
});
