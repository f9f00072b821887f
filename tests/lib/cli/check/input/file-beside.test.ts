import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readArguments } from "#lib/cli/check/input/arguments.ts";
import { runCheck } from "#lib/cli/check/run-check.ts";
import { gitIn } from "#tests/support/git.ts";
import { outline, workspace } from "../workspace.ts";

const place = workspace();

const { git, commit } = gitIn(() => place.folder);

const definition = (Principal: unknown, more: object = {}) => ({
  openapi: "3.0.1",
  "x-amazon-apigateway-policy": {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action: "execute-api:Invoke", Resource: "execute-api:/*", ...more }],
  },
});
const OPEN = definition("*");
const OWN = definition({ AWS: "arn:aws:iam::111122223333:root" });

const template = (Location: string) => ({
  Transform: "AWS::Serverless-2016-10-31",
  Resources: {
    Api: {
      Type: "AWS::Serverless::Api",
      Properties: {
        StageName: "live",
        DefinitionBody: { "Fn::Transform": { Name: "AWS::Include", Parameters: { Location } } },
      },
    },
  },
});

async function gapOf(location: string): Promise<string | undefined> {
  place.write({ "infra/template.json": template(location) });
  const { findings, exitCode } = await place.check("infra/template.json");
  expect(exitCode).toBe(3);
  return findings[0]?.message;
}

describe("a file that a template includes", () => {
  it("is judged with it, in another folder of the repository too, at the line that includes it", async () => {
    place.write({ "infra/template.json": template("../api/openapi.json"), "api/openapi.json": OPEN });
    git("init", "-q");
    const report = await place.check("infra/template.json");
    expect(outline(report)).toEqual(["PUBLIC_ACCESS blocking 9"]);
    expect(report.findings[0]?.file).toBe("infra/template.json");
  });

  it("makes keys and users that are found, as a loop does", async () => {
    const key = { Type: "AWS::IAM::AccessKey", Properties: { UserName: "u" } };
    const loop = ["Name", ["a", "b"], { ["Key$" + "{Name}"]: key }];
    place.write({
      "template.json": {
        Resources: { "Fn::Transform": { Name: "AWS::Include", Parameters: { Location: "keys.json" } } },
      },
      "keys.json": { Included: key },
      "loop.json": { Transform: "AWS::LanguageExtensions", Resources: { "Fn::ForEach::Keys": loop } },
    });
    const found = async (name: string) =>
      (await place.check(name)).findings.map(({ rule, resource }) => `${rule} ${resource}`);
    expect(await found("template.json")).toEqual(["CRED-1 Included"]);
    expect(await found("loop.json")).toEqual(["CRED-1 Keya", "CRED-1 Keyb"]);
  });

  it("is that of the version before in a comparison", async () => {
    place.write({ "template.json": template("openapi.json"), "openapi.json": OWN });
    commit();
    expect((await place.check("template.json", "--against", "HEAD")).findings).toEqual([]);
    place.write({ "openapi.json": OPEN });
    const { findings } = await place.check("template.json", "--against", "HEAD", "--gate", "new");
    expect(findings.map(({ rule, state }) => `${rule} ${state}`).sort()).toEqual([
      "ADDED_ACCESS new",
      "PUBLIC_ACCESS new",
    ]);
  });

  it("is not there before it was", async () => {
    place.write({
      "template.json": template("../openapi.json"),
      "old.json": template("gone.json"),
      "openapi.json": OWN,
    });
    commit();
    place.write({ "template.json": template("openapi.json") });
    const against = async (version: string) => {
      const { findings } = await place.check("template.json", "--against", version);
      return findings.map(({ rule }) => rule);
    };
    expect(await against("HEAD")).toEqual(["UNDECIDED"]);
    expect(await against("old.json")).toEqual(["UNDECIDED"]);
  });

  it.each<[string, string, () => void, RegExp]>([
    ["outside the repository.", "../../outside.json", () => undefined, /outside of the repository|file does not exist/],
    [
      "by a link that leads outside",
      "link.json",
      () => symlinkSync("/etc/hostname", at("infra/link.json")),
      /outside the repository\./,
    ],
    ["by a link to itself", "loop.json", () => symlinkSync("loop.json", at("infra/loop.json")), /cannot be read/],
    ["of what Git keeps for itself", "../.git/config", () => undefined, /outside the repository\./],
    ["that is a folder", "folder", () => mkdirSync(at("infra/folder")), /Not a regular file\./],
    ["that is a pipe", "pipe", () => execFileSync("mkfifo", [at("infra/pipe")]), /Not a regular file\./],
    ["by its whole path", "/etc/hostname", () => undefined, /by its path relative to/],
    [
      "with a secret",
      "secret.json",
      () => place.write({ "infra/secret.json": { key: SECRET } }),
      /The file contains a secret\./,
    ],
  ])("%s is not read", async (_, location, prepare, words) => {
    place.write({ "infra/template.json": "{}" });
    git("init", "-q");
    prepare();
    expect(await gapOf(location)).toMatch(words);
  });

  it("is not read beyond the places that a run is kept to, now and in the version before", async () => {
    place.write({ "infra/template.json": template("../openapi.json"), "infra/own.json": OWN, "openapi.json": OPEN });
    commit();
    const inside = realpathSync(at("infra"));
    const mayRead = (real: string) => !path.relative(inside, real).startsWith("..");
    const kept = (...args: string[]) => runCheck(readArguments(args), inside, undefined, { mayRead });
    const { findings } = await kept("template.json");
    expect(findings.map(({ message }) => message)).toEqual([expect.stringMatching(/outside the repository\./)]);
    place.write({ "infra/template.json": template("own.json") });
    const since = await kept("template.json", "--against", "HEAD");
    expect(since.findings.map(({ rule }) => rule)).toEqual(["UNDECIDED"]);
  });

  it("is of the same folder where there is no repository", async () => {
    place.write({ "openapi.json": OPEN, "infra/openapi.json": OPEN });
    expect(await gapOf("../openapi.json")).toMatch(/outside the repository\./);
    place.write({ "infra/template.json": template("openapi.json") });
    expect((await place.check("infra/template.json")).exitCode).toBe(2);
  });
});

/** An id that is no example of anybody's documentation. */
const SECRET = `AKIA${"Q7ZN4T2WX9RB5KLM"}`;

function at(name: string): string {
  return path.join(place.folder, name);
}
