import { describe, expect, it } from "vitest";
import type { FileBeside } from "#lib/templates/read.ts";
import { plain, read } from "../../reading-support.ts";

const statement = {
  Effect: "Allow",
  Principal: "*",
  Action: "execute-api:Invoke",
  Resource: "arn:aws:execute-api:*:*:*",
};
const document = { Version: "2012-10-17", Statement: [statement] };
const include = (Location: unknown) => ({ "Fn::Transform": { Name: "AWS::Include", Parameters: { Location } } });

function beside(files: Record<string, string | object>): FileBeside {
  return (name) => {
    const file = files[name];
    if (file === undefined) return { ok: false, message: "The file does not exist." };
    return { ok: true, text: typeof file === "string" ? file : JSON.stringify(file) };
  };
}

const api = (DefinitionBody: unknown) => ({
  Api: { Type: "AWS::Serverless::Api", Properties: { StageName: "s", DefinitionBody } },
});

function reading(template: object, files: Record<string, string | object> = {}) {
  return read(template, { fileBeside: beside(files) });
}

describe("a file that is included", () => {
  it("is read in its place, where what includes it stands", () => {
    const body = `openapi: 3.0.1\nx-amazon-apigateway-policy:\n  Version: "2012-10-17"\n  Statement: [{Effect: Allow, Principal: !Sub "*", Action: "a:*", Resource: "*"}]\n`;
    const found = reading({ Resources: api(include("./api.yaml")) }, { "./api.yaml": body });
    expect(found.incomplete).toEqual([]);
    expect(found.policies).toMatchObject([
      {
        logicalId: "Api",
        path: ["Resources", "Api", "Properties", "DefinitionBody", "x-amazon-apigateway-policy"],
        span: { start: { line: found.policies[0]?.span.start.line } },
      },
    ]);
    const [at] = found.policies;
    expect(
      JSON.stringify({ Resources: api(include("./api.yaml")) }, null, 2).slice(
        at?.span.start.offset,
        at?.span.end.offset,
      ),
    ).toContain("AWS::Include");
    expect(found.policies.map((each) => plain(each.node))).toMatchObject([{ Statement: [{ Principal: "*" }] }]);
  });

  it("stands next to what is written, in any section", () => {
    const role = {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: { PolicyDocument: { Statement: { ...statement, Principal: undefined } } },
    };
    const template = { Mappings: include("maps.json"), Resources: { ...include("more.json"), P: role } };
    const found = reading(template, { "maps.json": { M: { a: { b: "c" } } }, "more.json": { Q: role } });
    expect(found.policies.map(({ logicalId }) => logicalId)).toEqual(["Q", "P"]);
    expect(plain(found.writtenOut ?? found.root)).toHaveProperty(["Mappings", "M"]);
    expect(plain(found.root)).toHaveProperty(["Mappings", "Fn::Transform"]);
  });

  it("may be the rest of a whole template, with loops in it", () => {
    const Properties = {
      PolicyDocument: { Statement: { Effect: "Allow", Action: "s3:*", Resource: { Ref: "Name" } } },
    };
    const looped = ["Name", ["a", "b"], { ["P$" + "{Name}"]: { Type: "AWS::IAM::ManagedPolicy", Properties } }];
    const template = {
      AWSTemplateFormatVersion: "2010-09-09",
      Transform: "AWS::LanguageExtensions",
      ...include("resources.json"),
    };
    const found = reading(template, { "resources.json": { Resources: { "Fn::ForEach::P": looped } } });
    expect(found.policies.map(({ logicalId }) => logicalId)).toEqual(["Pa", "Pb"]);
    expect(found.incomplete).toEqual([]);
  });

  it.each<[string, object, Record<string, string | object>, RegExp]>([
    [
      "is in a bucket",
      api(include("s3://bucket/api.yaml")),
      {},
      /s3:\/\/bucket\/api\.yaml is not in the repository.*Use a path/,
    ],
    ["is at an address", api(include("https://s3.amazonaws.com/b/k")), {}, /not in the repository/],
    ["is told at deployment", api(include({ Ref: "Where" })), {}, /known only at deployment/],
    ["is not told", api({ "Fn::Transform": { Name: "AWS::Include" } }), {}, /known only at deployment/],
    ["is not there", api(include("gone.yaml")), {}, /gone\.yaml cannot be read: The file does not exist/],
    ["is broken", api(include("a.json")), { "a.json": "{" }, /a\.json cannot be read/],
    ["is a list", api(include("a.json")), { "a.json": "[]" }, /not an object/],
    ["contains a duplicate", api(include("a.yaml")), { "a.yaml": "a: 1\na: 2\n" }, /contains a duplicate/],
    ["includes itself", api(include("a.json")), { "a.json": { a: include("a.json") } }, /includes another/],
    [
      "has what is there",
      api({ ...include("a.json"), openapi: "3" }),
      { "a.json": { openapi: "3" } },
      /both have "openapi"/,
    ],
    [
      "is too long",
      api(include("a.json")),
      { "a.json": `{"a": "${"x".repeat(5 * 1024 * 1024)}"}` },
      /longer than 5 MB/,
    ],
  ])("%s, and is incomplete where it matters", (_, resources, files, words) => {
    const { policies, incomplete } = reading({ Resources: resources }, files);
    expect(policies).toEqual([]);
    expect(incomplete).toMatchObject([{ logicalId: "Api", message: expect.stringMatching(words) }]);
  });

  it("may be anything where no policy is", () => {
    const { incomplete } = reading({
      Resources: { I: { Type: "AWS::EC2::Instance", Properties: { UserData: include("s3://b/k") } } },
    });
    expect(incomplete).toEqual([]);
  });

  it("makes resources and rewrites the template, or they are incomplete", () => {
    const top = reading({
      Resources: { P: include("gone.json") },
      Transform: { Name: "AWS::Include", Parameters: { Location: "s3://b/k" } },
    });
    expect(top.incomplete.map(({ path, message }) => [path.join("."), message])).toEqual([
      ["Transform", expect.stringContaining("s3://b/k is not in the repository")],
      ["Resources.P", expect.stringContaining("gone.json cannot be read")],
    ]);
    expect(reading({ Resources: include("gone.json") }).incomplete).toMatchObject([
      { path: ["Resources", "Fn::Transform"] },
    ]);
  });

  it("cannot be larger together than one text", () => {
    const text = `{"a": "${"x".repeat(3 * 1024 * 1024)}"}`;
    const resources = { A: api(include("a.json")).Api, B: api(include("b.json")).Api, C: api(include("a.json")).Api };
    const { incomplete } = reading({ Resources: resources }, { "a.json": text, "b.json": text });
    expect(incomplete).toMatchObject([{ logicalId: "B", message: expect.stringContaining("longer than 5") }]);
  });

  it("is not read where nobody gives files", () => {
    const { incomplete } = read({ Resources: api(include("./api.yaml")) });
    expect(incomplete).toMatchObject([{ logicalId: "Api", message: expect.stringContaining("macro") }]);
  });
});

describe("the definition of an API in a file", () => {
  const uri = (DefinitionUri: unknown) => ({
    Resources: { Api: { Type: "AWS::Serverless::Api", Properties: { DefinitionUri } } },
  });

  it("is read for its resource policy, and may have none", () => {
    const found = reading(uri("api.json"), { "api.json": { "x-amazon-apigateway-policy": document } });
    expect(found.incomplete).toEqual([]);
    expect(found.policies).toMatchObject([{ logicalId: "Api", kind: "resource" }]);
    expect(reading(uri("api.json"), { "api.json": { openapi: "3.0.1" } })).toMatchObject({
      policies: [],
      incomplete: [],
    });
  });

  it.each<[string, unknown, RegExp]>([
    ["in a bucket", "s3://b/k", /s3:\/\/b\/k, is not in the repository/],
    ["in parts of a place", { Bucket: "b", Key: "k" }, /is elsewhere/],
    ["not there", "gone.json", /gone\.json, cannot be read/],
  ])("%s is incomplete", (_, place, words) => {
    expect(reading(uri(place)).incomplete).toMatchObject([{ logicalId: "Api", message: expect.stringMatching(words) }]);
  });
});
