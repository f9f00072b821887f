import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const records = readdirSync("docs/decisions").sort();
const texts = records.map((name) => readFileSync(`docs/decisions/${name}`, "utf8"));

describe("the decisions", () => {
  it("are numbered without a gap", () => {
    expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_, index) => index + 1));
    for (const [index, text] of texts.entries()) expect(text).toMatch(new RegExp(`^# ${index + 1}\\. `));
  });

  it.each(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }))("say why there is %s", (name) => {
    expect(texts.some((text) => text.includes(`\`${name}\``))).toBe(true);
  });
});
