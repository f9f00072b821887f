import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, blocksIn } from "#lib/cli/check/terraform/hcl-blocks.ts";

/** Type, labels and attributes of blocks, with what is inside of them. */
function outlineOf(blocks: readonly Block[]): unknown[] {
  return blocks.map(({ type, labels, attributes, blocks: inner }) => {
    return [[type, ...labels].join(" "), [...attributes.keys()], ...outlineOf(inner)];
  });
}

const cut = (text: string, { start, end }: { start: number; end: number }) => text.slice(start, end);

describe("the blocks of Terraform's own language", () => {
  it("are known by their type and labels, with their attributes and inner blocks", () => {
    const text = `
terraform {
  required_version = ">= 1.5"
}
resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow" }]
  })
  inline_policy {
    name   = "in"
    policy = data.aws_iam_policy_document.in.json
  }
}
module vpc { source = "./vpc" }
`;
    const blocks = blocksIn(text);
    expect(outlineOf(blocks)).toEqual([
      ["terraform", ["required_version"]],
      ["resource aws_iam_role app", ["name", "assume_role_policy"], ["inline_policy", ["name", "policy"]]],
      ["module vpc", ["source"]],
    ]);
    const [, role, call] = blocks;
    expect(cut(text, role?.head ?? { start: 0, end: 0 })).toBe('resource "aws_iam_role" "app"');
    const trust = role?.attributes.get("assume_role_policy") ?? { start: 0, end: 0 };
    expect(cut(text, trust)).toMatch(/^assume_role_policy = jsonencode\(\{\n[\s\S]*\}\)$/);
    expect(call?.attributes.get("source")?.text).toBe("./vpc");
  });

  it.each([
    ["a string", `name = "} { \${"}"} resource \\"x\\" {"`],
    ["a string that computes", `name = "\${jsonencode({ a = "}" })}"`],
    ["a string that escapes what computes", 'name = "$${ { %%{ {"'],
    ["a comment", "# } {"],
    ["a comment of the other kind", "// } {"],
    ["a comment of several lines", "/* } \n } { */"],
    ["a heredoc", 'policy = <<EOF\n} { " \nEOF'],
    ["an indented heredoc", `policy = <<-POLICY\n  } { \${ "}" }\n  POLICY`],
    ["a heredoc that computes over lines", `policy = <<EOF\n\${join(",", [\n"}"])}\nEOF`],
    ["a list", 'list = [\n  "}", # }\n  { a = 1 }\n]'],
    ["a comparison", "count = 1 == 1 ? 1 : 0"],
  ])("are not mistaken for what stands in %s", (_, inside) => {
    const text = `resource "a" "b" {\n  ${inside}\n  after = 1\n}\nresource "c" "d" {}\n`;
    const [first, second, ...others] = blocksIn(text);
    expect([first?.labels, second?.labels, others]).toEqual([["a", "b"], ["c", "d"], []]);
    expect([...(first?.attributes.keys() ?? [])].at(-1)).toBe("after");
  });

  it("are found in any text without an end, and stand in it", () => {
    const words = fc.constantFrom(
      "resource ",
      '"x" ',
      "{",
      "}",
      '"',
      "${",
      "<<EOF\n",
      "EOF\n",
      "\n",
      "#",
      "/*",
      "a = ",
      "[",
      "(",
      "é",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        for (const { head } of blocksIn(text)) {
          expect(head.start).toBeLessThan(head.end);
          expect(head.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each(["{", "(", '"${', "a {", "<<A\n${", "/*", "a = [", " "])(
    "are looked for in no more time than a text is long: %s",
    (part) => {
      expect(blocksIn(part.repeat(200_000)).length).toBeLessThanOrEqual(1);
    },
  );
});
