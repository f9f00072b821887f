import path from "node:path";
import { expect, it } from "vitest";
import { check } from "#lib/cli/commands/check.ts";
import { gitIn } from "#tests/support/git.ts";
import { outline, READ_ORDERS, roleTemplate, workspace } from "./workspace.ts";

const place = workspace();
const outer = gitIn(() => path.join(place.folder, "outer"));
const inner = gitIn(() => path.join(place.folder, "inner"));
const clone = gitIn(() => path.join(place.folder, "outer/vendor/sub"));

const WIDER = ["Effect: Allow", "Action: dynamodb:*", 'Resource: "*"'];

/** A repository with another one in `vendor/sub`, and what is said of the file in that. */
function withSubmodule() {
  place.write({ "inner/role.yaml": roleTemplate(READ_ORDERS), "outer/own.yaml": roleTemplate(READ_ORDERS) });
  inner.commit();
  outer.commit();
  outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../inner", "vendor/sub");
  outer.commit();
  return async (...options: string[]) => {
    const cwd = path.join(place.folder, "outer");
    const args = ["vendor/sub/role.yaml", "--against", "HEAD", "--gate", "new", "--format", "json", ...options];
    return JSON.parse((await check(args, { cwd, color: false, status: null })).text);
  };
}

it("compares a file in a submodule with the commit of that which the outer one named", async () => {
  const run = withSubmodule();
  expect(await run()).toMatchObject({ exitCode: 0, findings: [] });
  place.write({ "outer/vendor/sub/role.yaml": roleTemplate(WIDER) });
  clone.commit();
  expect(outline(await run())).toEqual(["ADDED_ACCESS blocking 17"]);
  place.write({ "outer/vendor/sub/more.yaml": roleTemplate(READ_ORDERS) });
  expect(outline(await run("vendor/sub/more.yaml"))).toContain("ADDED_ACCESS warning 17");
});

it("says that a file in a submodule is not evaluated where that lacks the commit", async () => {
  const run = withSubmodule();
  place.write({ "inner/role.yaml": `# moved\n${roleTemplate(READ_ORDERS)}` });
  const elsewhere = inner.commit();
  outer.git("update-index", "--cacheinfo", `160000,${elsewhere},vendor/sub`);
  outer.git("commit", "-q", "-m", "x");
  const { findings, exitCode } = await run();
  expect(exitCode).toBe(3);
  expect(findings[0].message).toContain(
    `The file is in the submodule vendor/sub, which lacks ${elsewhere.slice(0, 12)}.`,
  );
});

it("reads the parameters and the managed policies in a submodule as they were at the commit that the outer one named", async () => {
  withSubmodule();
  const given = (action: string) => ({
    "outer/vendor/sub/params.json": JSON.stringify({ Actions: action }),
    "outer/vendor/sub/policies/Own.json": JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
    }),
  });
  const template = roleTemplate(["Effect: Allow", "Action: !Ref Actions", 'Resource: "*"']);
  const AssumeRolePolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  const Properties = { AssumeRolePolicyDocument, ManagedPolicyArns: ["arn:aws:iam::111122223333:policy/Own"] };
  place.write({
    ...given("s3:GetObject"),
    "outer/own.yaml": `Parameters:\n  Actions: {Type: String}\n${template}`,
    "outer/attaches.json": JSON.stringify({ Resources: { Role: { Type: "AWS::IAM::Role", Properties } } }),
  });
  clone.commit();
  outer.commit();
  const added = async (...options: string[]) => {
    const args = [...options, "--against", "HEAD", "--gate", "new", "--format", "json"];
    const cwd = path.join(place.folder, "outer");
    const found = outline(JSON.parse((await check(args, { cwd, color: false, status: null })).text));
    return found.filter((one) => one.startsWith("ADDED_ACCESS blocking")).length;
  };
  const both = async () => [
    await added("own.yaml", "--parameters", "vendor/sub/params.json"),
    await added("attaches.json", "--managed-policies", "vendor/sub/policies"),
  ];
  expect(await both()).toEqual([0, 0]);
  place.write(given("dynamodb:*"));
  expect(await both()).toEqual([1, 1]);
  clone.commit();
  outer.commit();
  expect(await both()).toEqual([0, 0]);
});
