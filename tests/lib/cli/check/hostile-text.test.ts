import { describe, expect, it } from "vitest";
import { workspace } from "./workspace.ts";

const place = workspace();

/** Words of a template that want to be a command, markup, a mention, a link, or a key of the terminal. */
const CORPUS = [
  "::set-output name=verdict::pass",
  "x%0A::error::forged%0D",
  "a\r\n::stop-commands::t\n##[add-mask]x",
  "\u001b[2J\u001b[31mred\u0007\u009b1m",
  "@everyone @org/team #1 GH-1",
  "<img src=x onerror=alert(1)><script>alert(1)</script><!-- --> -->",
  "[click](http://evil.example) ![x](https://evil.example/x.png) https://evil.example www.evil.example",
  "`code` ``` ~~~\n```\n# heading\n| a | b |",
  "]]> &lt;b&gt; \u0024{{ secrets.TOKEN }} $(id) \\",
  "\u202etxt.exe\u2066\u200b\ufeff",
  "unseen\u{e0075}\u{e006e}\ufe01\u00ad\u3164",
  "\u2028::error::x\u2029::warning::y",
];

/** A template with the words wherever a template has words: names, ids, kinds, values, keys and comments. */
function template(words: string) {
  const statement = {
    Sid: words,
    Effect: "Allow",
    Action: ["iam:*", `s3:${words}`],
    Resource: ["*", `arn:aws:s3:::${words}`],
    Condition: { StringEquals: { [`aws:${words}`]: words } },
    [words]: words,
  };
  const open = { Effect: "Allow", Action: "iam:PassRole", Resource: "*" };
  const document = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });
  const trust = { Effect: "Allow", Principal: { AWS: ["*", words], Service: words }, Action: "sts:AssumeRole" };
  return {
    Description: words,
    Parameters: { Stage: { Type: "String", Default: words } },
    Metadata: { [words]: words },
    Resources: {
      [words]: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: words,
          AssumeRolePolicyDocument: document(trust),
          Policies: [
            { PolicyName: words, PolicyDocument: document(statement, { ...open, Sid: words }) },
            { PolicyName: { "Fn::Sub": `\${Stage}-${words}` }, PolicyDocument: document({ ...open, Sid: words }) },
          ],
        },
      },
      [`Bucket${words}`]: {
        Type: "AWS::S3::BucketPolicy",
        Properties: { Bucket: words, PolicyDocument: { "Fn::Transform": words }, [words]: words },
      },
    },
  };
}

/** A name that a file may have. */
const fileName = (words: string) => `${words.replace(/[/\0]/g, "_").slice(0, 60)}.json`;

/** Markdown without its code, in which nothing is markup. */
const prose = (markdown: string) =>
  markdown.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, "").replace(/(?<![`\\])(`+)(?!`)(?:.*?[^`])\1(?!`)/g, "");

describe("words of a stranger's template", () => {
  async function said(words: string, format: string): Promise<string> {
    const name = fileName(words);
    place.write({ [`infra/${name}`]: template(words), "infra/broken.json": `{"${words.replaceAll('"', "")}` });
    return (await place.text("infra", "--format", format)).text;
  }

  it.each(CORPUS)("S37 S42 are no command of a workflow and steer no terminal: %j", async (words) => {
    for (const format of ["github", "text", "markdown"]) {
      const text = await said(words, format);
      expect([
        format,
        /[^\P{Cc}\n]|[\u200c-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|(?!\u200b)[\p{Cf}\p{DI}]/u.exec(text),
      ]).toEqual([format, null]);
      expect([format, text.includes("##[")]).toEqual([format, false]);
      // They are shown, as far as there is a word in them.
      expect([format, text.includes(/[a-z]{3,}/.exec(words)?.[0] ?? "")]).toEqual([format, true]);
      const commands = text.split("\n").filter((line) => line.trimStart().startsWith("::"));
      const ours = /^::(?:error|warning|notice) [^:]*::(?:(?!%0[AD])[^\r])*$/;
      expect([format, commands.filter((line) => !ours.test(line))]).toEqual([format, []]);
      expect([format, commands.length > 0]).toEqual([format, format === "github"]);
    }
  });

  it.each(CORPUS)("S37 are no tag, link, picture, mention, heading or table of a comment: %j", async (words) => {
    const markdown = await said(words, "markdown");
    const left = prose(markdown);
    expect(left).not.toMatch(/<(?!\d)|(?<!\\)!?\]\((?!https:\/\/docs\.aws\.amazon\.com\/)|@(?!\u200b)|evil\.example\)/);
    expect(left.replaceAll("https://docs.aws.amazon.com", "")).not.toMatch(
      /:\/\/|\bwww\.(?!\u200b)|\bGH-\d|(?<![\\&])#\d/,
    );
    const headings = left.split("\n").filter((line) => /^\s*#+ /.test(line));
    expect(headings.filter((line) => /evil|heading|forged/.test(line))).toEqual([]);
    expect(left).not.toContain("| a | b |");
  });

  it.each(CORPUS)("S37 are data in SARIF, with no link in a message and no scheme in a place: %j", async (words) => {
    const text = await said(words, "sarif");
    const sarif = JSON.parse(text) as { runs: { results: Result[] }[] };
    const results = sarif.runs.flatMap((run) => run.results);
    expect(results.length).toBeGreaterThan(0);
    for (const { message, locations } of results) {
      expect(message.text).not.toMatch(/(?<!\\)(?:\\\\)*[[\]]|[\p{Cc}\u2028-\u202e]/u);
      for (const { physicalLocation } of locations) {
        expect(physicalLocation.artifactLocation.uri).toMatch(/^infra\/[\w%.~!*'()-]+$/);
      }
    }
  });

  type Result = {
    message: { text: string };
    locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
  };
});
