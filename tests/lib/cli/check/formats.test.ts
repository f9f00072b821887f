import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatText } from "#lib/cli/check/report/format-text.ts";
import { block, code, words } from "#lib/cli/check/report/markdown.ts";
import { printable } from "#lib/cli/check/report/printable.ts";
import { READ_ORDERS, roleTemplate, workspace } from "./workspace.ts";

const place = workspace();
const OPEN = ["Effect: Allow", "Action: iam:*", 'Resource: "*"'];

/** Names that try to become commands, markup, links and mentions. */
const HOSTILE =
  '"::set-output name=verdict::pass%0A::error::x\\n@everyone <img src=x onerror=alert(1)> [a](http://evil.example) ##[add-mask]a `b` | c"';
const hostileTemplate = () =>
  roleTemplate(OPEN).replaceAll("AppRole", HOSTILE).replace("PolicyName: app", `PolicyName: ${HOSTILE}`);

describe("the text form", () => {
  it("colours only where it is told to, and quotes the lines with their numbers", async () => {
    place.write({ "role.yaml": roleTemplate(OPEN) });
    const { check } = await import("#lib/cli/commands/check.ts");
    const surroundings = { cwd: place.folder, status: null };
    const plain = await check(["role.yaml"], { ...surroundings, color: false });
    const coloured = await check(["role.yaml"], { ...surroundings, color: true });
    expect(plain.text).not.toContain("\u001b");
    expect(coloured.text).toContain("\u001b[31m");
    expect(plain.text).toMatch(/17 \| +- Effect: Allow\n {4}18 \| +Action: iam:\*\n/);
  });

  it.each([
    [["UNUSED_PARAMETER"], "1 policy validation code was not checked for."],
    [["A", "B"], "2 policy validation codes were not checked for."],
  ])("says how many codes of policy validation were left out: %j", async (leftOut, said) => {
    place.write({ "role.yaml": roleTemplate(OPEN) });
    const report = await place.check("role.yaml");
    expect(formatText({ ...report, leftOut }, { color: false })).toContain(said);
  });

  it("says how far it is on many files, and clears the line", async () => {
    place.write(Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`t/${n}.yaml`, "Resources: {}"])));
    const { check } = await import("#lib/cli/commands/check.ts");
    const said: string[] = [];
    const status = (line: string) => said.push(line);
    await check(["t"], { cwd: place.folder, color: false, status });
    expect(said[34]).toBe("Checked 34 of 60 files …");
    expect(said.at(-1)).toBe("");
    said.length = 0;
    await check(["t/1.yaml"], { cwd: place.folder, color: false, status });
    expect(said).toEqual([]);
  });
});

describe("annotations of a workflow", () => {
  it("come worst first, ten at most, and say how many more there are", async () => {
    const statements = Array.from({ length: 14 }, () => `Effect: Allow`);
    const template = statements.map((_, n) =>
      roleTemplate(OPEN).replace("AppRole", `Role${n}`).replace("Resources:\n", ""),
    );
    place.write({ "roles.yaml": `Resources:\n${template.join("")}`, "gone.json": "{" });
    const { text } = await place.text("roles.yaml", "gone.json", "--format", "github");
    const lines = text.split("\n");
    expect(lines.filter((line) => /^::(error|warning) /.test(line))).toHaveLength(10);
    expect(lines[0]).toMatch(/^::error file=roles\.yaml,line=\d+,endLine=\d+,title=[^:,]+::/);
    expect(lines[10]).toMatch(/^::notice title=Guardians::and \d+ more findings\.$/);
    expect(lines[11]).toMatch(/^Blocked: /);
  });

  it("S37 hold a hostile name inside one command, in every format that a log may show", async () => {
    place.write({ "role.yaml": hostileTemplate() });
    const github = (await place.text("role.yaml", "--format", "github")).text;
    for (const line of github.split("\n").filter((line) => line.trimStart().startsWith("::"))) {
      expect(line).toMatch(/^::(error|warning|notice) [^:]*::/);
    }
    expect(github).toContain("%250A");
    for (const format of ["text", "markdown"]) {
      const { text } = await place.text("role.yaml", "--format", format);
      for (const line of text.split("\n")) expect(line.trimStart().startsWith("::")).toBe(false);
      expect(text).not.toContain("##[");
    }
  });
});

describe("the markdown form", () => {
  it("lists escalation paths, public resources and keys by file", async () => {
    place.write({
      "role.yaml": roleTemplate([
        "Effect: Allow",
        "Action: [iam:PassRole, lambda:CreateFunction, lambda:InvokeFunction]",
        'Resource: "*"',
      ]),
      "key.yaml": "Resources:\n  Key:\n    Type: AWS::IAM::AccessKey\n",
      "open.yaml": roleTemplate(READ_ORDERS, 'AWS: "*"'),
    });
    const { text } = await place.text(".", "--format", "markdown");
    expect(text).toMatch(/^## Policy checks: blocked\n/);
    expect(text).toContain("| `key.yaml` | 0 | 0 | 0 | 1 | 1 | 0 |");
    expect(text).toContain("| `role.yaml` | 2 | 1 | 0 | 0 |");
    expect(text).toContain("- `AppRole` in `role.yaml:15`\n  - Run a new function with another role: `iam:PassRole`,");
    expect(text).toMatch(/### Public resources\n\n- `AppRole` \(`AWS::IAM::Role`\) in `open\.yaml:8`/);
    expect(text).toMatch(/### Keys\n\n- `key\.yaml:3` An access key is created \(`CRED-1`\) `Key`/);
  });

  it("S37 leaves a hostile name no markup, no link and no mention", async () => {
    place.write({ "role.yaml": hostileTemplate() });
    const { text } = await place.text("role.yaml", "--format", "markdown");
    const withoutCode = text.replace(/^(`{3,})[\s\S]*?^\1$/gm, "").replace(/(`+)[^`\n](?:.*?[^`])?\1(?!`)/g, "");
    expect(withoutCode).not.toMatch(/<img|@everyone|\]\(http(?!s:\/\/docs\.aws\.amazon\.com\/)|http:\/\//);
  });

  it("S37 never lets words of a template end a code span or a block, or make a tag or a mention", () => {
    const text = fc.string({
      unit: fc.constantFrom("`", "<", "@", "#", "a", "1", "\n", "|", "*", "[", "]", "(", ":", "/", "\\", " "),
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, (value) => {
        const [fence = ""] = /^`+/.exec(code(value)) ?? [];
        expect(code(value).slice(fence.length, -fence.length).split(/[^`]+/)).not.toContain(fence);
        const lines = block(value.split("\n")).split("\n");
        expect(lines.slice(1, -1).filter((line) => line.trim().startsWith(lines[0] ?? ""))).toEqual([]);
        expect(words(value)).not.toMatch(/<|@(?!\u200b)|(?<![\\&])#|:\/\/|(?<!\\)(?:\\\\)*[`*[\]()|]/);
        expect(words(value)).not.toContain("\n");
      }),
    );
  });
});

describe("what can be shown", () => {
  it("S37 S42 steers no terminal and no log", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (value) => {
        const shown = printable(`::${value}`);
        expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(shown.trimStart().startsWith("::")).toBe(false);
      }),
    );
  });
});

describe("--write", () => {
  it("writes further formats to files", async () => {
    place.write({ "role.yaml": roleTemplate(OPEN) });
    await place.text("role.yaml", "--write", "sarif=out/a.sarif", "--write", "markdown=out/a.md");
    expect(JSON.parse(readFileSync(path.join(place.folder, "out/a.sarif"), "utf8"))).toMatchObject({
      version: "2.1.0",
    });
    expect(readFileSync(path.join(place.folder, "out/a.md"), "utf8")).toMatch(/^## Policy checks: blocked/);
    await expect(place.text("role.yaml", "--write", "sarif")).rejects.toThrow("must be FORMAT=FILE");
  });
});
