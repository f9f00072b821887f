import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const FILE = "packages/image/Dockerfile";

/** The instructions with their words, one stage after the other. */
const stages = readFileSync(FILE, "utf8")
  .replaceAll("\\\n", " ")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .reduce<{ name: string; words: string }[][]>((all, line) => {
    const [, name = "", words = ""] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? [];
    if (name === "FROM") all.push([]);
    all.at(-1)?.push({ name, words });
    return all;
  }, []);
const [build = [], image = []] = stages;
const of = (stage: typeof build, name: string) =>
  stage.filter((one) => one.name === name).map(({ words }) => words.replace(/\s+/g, " "));

describe("the image of the checks", () => {
  it("is built in one stage and is made in the other, on a Node of one number", () => {
    expect(stages).toHaveLength(2);
    expect(stages.flatMap((stage) => of(stage, "FROM"))).toEqual([
      "node:24-bookworm-slim AS build",
      "node:24-bookworm-slim",
    ]);
  });

  it("holds the package and nothing else of the checkout", () => {
    expect(of(image, "COPY")).toEqual(["--from=build /build/dist/check /opt/guardians"]);
    expect([...of(image, "ADD"), ...of(build, "ADD")]).toEqual([]);
    const scripts = of(build, "RUN").flatMap((line) => line.match(/(?<=node )\S+\.mjs/g) ?? []);
    expect(scripts).toEqual([manifest.scripts.package.replace("node ", "")]);
    expect(scripts.filter((script) => !existsSync(script))).toEqual([]);
  });

  it("lets no package run a script, and is not built of what lies about in the checkout", () => {
    expect(of(build, "RUN").join("\n")).toContain("npm ci --ignore-scripts ");
    const ignored = readFileSync(`${FILE}.dockerignore`, "utf8").trim().split("\n");
    expect(ignored).toEqual(expect.arrayContaining([".data", ".git", "dist", "node_modules"]));
  });

  it("runs the command as a user without rights, with no shell between", () => {
    expect(of(image, "USER")).toEqual(["1000:1000"]);
    expect(image.findIndex(({ name }) => name === "USER")).toBeGreaterThan(
      image.findLastIndex(({ name }) => name === "RUN" || name === "COPY"),
    );
    expect(JSON.parse(of(image, "ENTRYPOINT")[0] ?? "")).toEqual(["node", "/opt/guardians/dist/guardians.mjs"]);
    expect(of(image, "ENV").join(" ")).not.toMatch(/token|secret|password|key=/i);
  });

  it("has Git, and lets it read the folder that a caller mounts, anyone who owns that", () => {
    expect(of(image, "RUN").join("\n")).toMatch(/--no-install-recommends git /);
    const [folder] = of(image, "WORKDIR");
    expect(of(image, "ENV")).toEqual([
      `GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0=${folder}`,
    ]);
  });
});
