import { describe, expect, it } from "vitest";
import { workspace } from "./workspace.ts";

const place = workspace();

const document = (action: string, effect = "Allow") => ({
  Version: "2012-10-17",
  Statement: [{ Effect: effect, Action: action, Resource: "*" }],
});
const role = (properties: object = {}, principal: object = { AWS: "arn:aws:iam::111122223333:role/ci" }) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
    },
    ...properties,
  },
});
const resource = (type: string, properties: object) => ({ Type: `AWS::IAM::${type}`, Properties: properties });
const ref = (name: string) => ({ Ref: name });
const MANAGED = resource("ManagedPolicy", { PolicyDocument: document("dynamodb:*") });
const given = (type: string, properties: object) => {
  const name = type === "ManagedPolicy" ? {} : { PolicyName: "p" };
  return resource(type, { ...name, PolicyDocument: document("dynamodb:*"), ...properties });
};

type Resources = Record<string, object>;

/** What is said of new access, where the resources were others before. */
async function added(before: Resources, now: Resources, around: Resources = {}, ...args: string[]) {
  place.write({ "old.json": { ...around, Resources: before }, "now.json": { ...around, Resources: now } });
  const { findings } = await place.check("now.json", "--against", "old.json", "--gate", "new", ...args);
  return findings
    .filter(({ rule }) => rule === "ADDED_ACCESS" || rule === "UNDECIDED")
    .map(({ resource, policyName, level }) => `${resource} ${policyName} ${level}`);
}

describe("a policy that was there before", () => {
  it("is new access for a role that it is attached to since, at the line that attaches it", async () => {
    const before = { Ci: role(), Managed: MANAGED };
    const now = { Ci: role({ ManagedPolicyArns: [ref("Managed")] }), Managed: MANAGED };
    expect(await added(before, now)).toEqual(["Ci Managed blocking"]);
    expect(await added(now, now)).toEqual([]);
    expect(await added(now, before)).toEqual([]);
    place.write({ "old.json": { Resources: before }, "now.json": { Resources: now } });
    const { findings } = await place.check("now.json", "--against", "old.json");
    const [one] = findings.filter(({ rule }) => rule === "ADDED_ACCESS");
    const lines = JSON.stringify({ Resources: now }, null, 2).split("\n");
    expect(lines[(one?.line ?? 0) - 1]).toContain("{");
    expect(lines[one?.line ?? 0]).toContain('"Ref": "Managed"');
    expect(one?.message).toContain("This policy is not given to Ci in old.json, so everything it allows there is new.");
    expect(one?.witness?.action).toMatch(/^dynamodb:/);
  });

  it.each([
    ["Policy", "Roles", [ref("Low")], [ref("Low"), ref("Ci")], "Ci p"],
    ["Policy", "Roles", [ref("Low")], [ref("Ci")], "Ci p"],
    ["Policy", "Roles", ["low"], ["low", "deploy"], "P p"],
    ["Policy", "Users", ["low"], ["low", "ada"], "P p"],
    ["ManagedPolicy", "Roles", undefined, [ref("Ci")], "Ci P"],
    ["ManagedPolicy", "Groups", ["low"], ["low", "admins"], "P P"],
    ["ManagedPolicy", "Roles", ["low"], { "Fn::Split": [",", { "Fn::ImportValue": "Roles" }] }, "P P"],
    ["RolePolicy", "RoleName", ref("Low"), ref("Ci"), "Ci p"],
    ["UserPolicy", "UserName", "low", "ada", "P p"],
  ])("of a %s is new access for one that its %s name since", async (type, property, before, now, expected) => {
    const roles = { Low: role(), Ci: role() };
    const was = { ...roles, P: given(type, before === undefined ? {} : { [property]: before }) };
    const is = { ...roles, P: given(type, { [property]: now }) };
    expect(await added(was, is)).toEqual([`${expected} blocking`]);
    expect(await added(is, is)).toEqual([]);
  });

  it("names in readable words whom the template does not tell", async () => {
    const Parameters = { Names: { Type: "CommaDelimitedList" }, Name: { Type: "String" } };
    const to = async (roles: object) => {
      const resources = (held: object) => ({ Parameters, Resources: { P: given("Policy", held) } });
      place.write({ "old.json": resources({}), "now.json": resources({ Roles: roles }) });
      const { findings } = await place.check("now.json", "--against", "old.json");
      const [one] = findings.filter(({ rule }) => rule === "ADDED_ACCESS");
      return /given to (.*) in old\.json/.exec(one?.message ?? "")?.[1];
    };
    expect(await to(ref("Names"))).toBe("whichever role the parameter Names names");
    expect(await to([ref("Name")])).toBe("whichever role the parameter Name names");
    expect(await to([{ "Fn::ImportValue": "Ci" }])).toBe("a role known only at deployment");
  });

  it("is new where a condition that held it back is gone, and not by another way of giving it to the same", async () => {
    const around = {
      Parameters: { Env: { Type: "String" } },
      Conditions: { Dev: { "Fn::Equals": [ref("Env"), "dev"] } },
    };
    const some = {
      Ci: role(),
      P: given("ManagedPolicy", { Roles: [{ "Fn::If": ["Dev", ref("Ci"), ref("AWS::NoValue")] }] }),
    };
    const all = { Ci: role(), P: given("ManagedPolicy", { Roles: [ref("Ci")] }) };
    expect(await added(some, all, around)).toEqual(["Ci P blocking"]);
    expect(await added(all, some, around)).toEqual([]);
    const attached = { Ci: role({ ManagedPolicyArns: [ref("P")] }), P: given("ManagedPolicy", {}) };
    expect(await added(all, attached)).toEqual([]);
    expect(await added(attached, all)).toEqual([]);
  });

  it("says it once of a policy that is new itself, and nothing of one that allows nothing", async () => {
    const now = { Ci: role({ ManagedPolicyArns: [ref("Managed")] }), Managed: MANAGED };
    expect(await added({ Ci: role() }, now)).toEqual(["Managed null blocking"]);
    const denies = resource("ManagedPolicy", { PolicyDocument: document("dynamodb:*", "Deny") });
    const guarded = { Ci: role({ ManagedPolicyArns: [ref("Managed")] }), Managed: denies };
    expect(await added({ Ci: role(), Managed: denies }, guarded)).toEqual([]);
  });

  it("is a warning for a new role that only services may take, unless another check objects to it", async () => {
    const ofService = (properties: object) => role(properties, { Service: "lambda.amazonaws.com" });
    const narrow = (action: string) =>
      resource("ManagedPolicy", {
        PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] },
      });
    const compared = (action: string) => {
      const now = { Ci: ofService({ ManagedPolicyArns: [ref("Managed")] }), Managed: narrow(action) };
      return added({ Managed: narrow(action) }, now);
    };
    expect(await compared("dynamodb:GetItem")).toEqual(["Ci null warning", "Ci Managed warning"]);
    expect(await compared("iam:CreateUser")).toEqual(["Ci null blocking", "Ci Managed blocking"]);
  });

  it("cannot be given to another one under what was accepted", async () => {
    const to = (...names: string[]) => ({ P: given("Policy", { Roles: names }) });
    place.write({ "old.json": { Resources: to("a") }, "now.json": { Resources: to("a", "b") } });
    const first = await place.check("now.json", "--against", "old.json");
    place.write({ "baseline.json": first.findings.map(({ id }) => ({ id })) });
    expect((await place.check("now.json", "--against", "old.json", "--baseline", "baseline.json")).exitCode).toBe(0);
    place.write({ "now.json": { Resources: to("a", "c") } });
    expect((await place.check("now.json", "--against", "old.json", "--baseline", "baseline.json")).exitCode).toBe(2);
  });
});
