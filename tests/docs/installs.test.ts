import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const DOCUMENTS = [
  ...readdirSync(".").filter((name) => name.endsWith(".md")),
  ...readdirSync("docs").flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
  ...["packages/check/README.md", "lib/iam/README.md"],
];

/** What someone who follows a document asks a registry for: everything but options and files. */
function asked(text: string): string[] {
  const lines = text.match(/\b(?:npx|npm (?:install|i|exec)|yarn add|pnpm add)( +[^\s`|&;)]+)+/g) ?? [];
  return lines.flatMap((line) => {
    const words = line.split(/ +/).slice(line.startsWith("npx") ? 1 : 2);
    const names = words.filter((word) => !word.startsWith("-") && !/\.tgz$|^\.{0,2}\//.test(word));
    return line.startsWith("npx") || line.startsWith("npm exec") ? names.slice(0, 1) : names;
  });
}

/** What the tools of a user are called, which are theirs. */
const OF_OTHERS = ["cdk"];

it("has no document that sends its reader to a package that does not exist", () => {
  const known = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const named = DOCUMENTS.flatMap((file) => asked(readFileSync(file, "utf8")).map((name) => `${file}: ${name}`));
  expect(named.length).toBeGreaterThan(1);
  const stray = named.filter((line) => ![...known, ...OF_OTHERS].includes(line.split(": ")[1] ?? ""));
  expect(stray).toEqual([]);
});

it("finds such a document", () => {
  expect(asked("Run `npx guardians check` or `npm install --global guardians-check ./a.tgz`, then\nnpm ci")).toEqual([
    "guardians",
    "guardians-check",
  ]);
});
