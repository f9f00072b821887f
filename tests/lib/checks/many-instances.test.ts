import { describe, expect, it } from "vitest";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { sha256 } from "#lib/sha256.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { change, type Planned } from "#tests/lib/templates/terraform/plan-support.ts";

const settings = readProfile({ ...DEFAULT_PROFILE, account: "111122223333" });

/** The names of all that blocks a plan, by the resource, and how many characters they were made of. */
function judged(plan: object) {
  const text = JSON.stringify(plan);
  const reading = readTemplate(text);
  if (!reading.ok) throw new Error(reading.problems[0]?.message);
  let hashed = 0;
  const hash = (content: string) => {
    hashed += content.length;
    return sha256(content);
  };
  const results = judgeDocument({ name: "t", text, reading }, settings, { hash });
  const names = new Map(
    results.flatMap(({ place, reasons }) => {
      const blocking = reasons.filter(({ level, rule }) => !level && /^(?:INCOMPLETE|EXTERNAL)/.test(rule));
      return blocking.map(({ fingerprint }) => [place.logicalId, fingerprint] as const);
    }),
  );
  return { names, hashed, length: text.length };
}

const references = (...names: string[]) => ({ references: names });
const D = "data.aws_iam_policy_document.d";
const keysOf = (count: number) => Array.from({ length: count }, (_, index) => `["k${index}"]`);

const configured = (type: string, name: string, expressions: object, more: object = {}) => {
  return { mode: type === "aws_iam_policy_document" ? "data" : "managed", type, name, expressions, ...more };
};
const document = (name = "d", from: object = {}) => configured("aws_iam_policy_document", name, from);

/** A document of which a plan knows the actions, made by the apply. */
function read(key: string, action: string, { name = "d", module }: { name?: string; module?: string } = {}): object {
  const of = `data.aws_iam_policy_document.${name}${key}`;
  return {
    address: module ? `${module}.${of}` : of,
    mode: "data",
    type: "aws_iam_policy_document",
    name,
    change: {
      actions: ["read"],
      before: null,
      after: { statement: [{ actions: [action], resources: ["arn:aws:s3:::a-bucket-of-some-name/*"] }] },
      after_unknown: { json: true },
    },
  };
}

const policy = (key: string, more: Partial<Planned> = {}) =>
  change({ type: "aws_iam_policy", name: "p", key, after: { name: "p" }, unknown: { policy: true }, ...more });

type Configured = { resources: object[]; module_calls?: object };
const planOf = (changes: object[], root_module: Configured) => ({
  format_version: "1.2",
  resource_changes: changes,
  configuration: { root_module },
});

describe("what only the apply gives to each of many instances", () => {
  const made = [configured("aws_iam_policy", "p", { policy: references(D, "each.key") }), document()];
  const instances = (keys: string[], action = "s3:GetObject") =>
    planOf(
      keys.flatMap((key, at) => [policy(key), read(key, at === 0 ? action : "s3:GetObject")]),
      { resources: made },
    );

  it("is known by the document of the same key, and stays when another is added or changes", () => {
    const { names } = judged(instances(keysOf(3)));
    const [first, ...others] = [...names];
    const more = judged(instances(keysOf(4))).names;
    for (const [about, name] of names) expect(more.get(about)).toBe(name);
    const wider = judged(instances(keysOf(3), "s3:*")).names;
    expect(wider.get(first?.[0] ?? "")).not.toBe(first?.[1]);
    for (const [about, name] of others) expect(wider.get(about)).toBe(name);
    expect([...names.values()]).not.toContain(undefined);
  });

  it("is known by all documents where the plan does not tell which of them it is made of", () => {
    const of = (action: string, ...names: string[]) => {
      const resources = [configured("aws_iam_policy", "p", { policy: references(...names) }), document()];
      return judged(planOf([policy('["a"]'), read('["a"]', "s3:GetObject"), read('["b"]', action)], { resources }));
    };
    const changes = (...names: string[]) => {
      const [before] = of("s3:GetObject", ...names).names.values();
      return before !== [...of("s3:*", ...names).names.values()][0];
    };
    expect(changes(D)).toBe(true);
    expect(changes(D, "var.which", "each.key")).toBe(true);
    expect(changes(D, "local.which")).toBe(true);
    expect(changes(`${D}["b"].json`, `${D}["b"]`, D)).toBe(true);
    expect(changes(`${D}["a"].json`, `${D}["a"]`, D)).toBe(false);
    expect(changes(D, "each.key")).toBe(false);
  });

  it("is known by all of them where none has its key", () => {
    const of = (action: string) =>
      judged(planOf([policy('["A"]'), read('["a"]', action), read('["b"]', "s3:GetObject")], { resources: made }));
    expect([...of("s3:*").names.values()]).not.toEqual([...of("s3:GetObject").names.values()]);
  });

  it.each<[string, (count: number) => object]>([
    ["with a document for each", (count) => instances(keysOf(count))],
    [
      "with the same documents",
      (count) =>
        planOf(
          keysOf(count).flatMap((key) => [policy(key), read(key, "s3:GetObject")]),
          { resources: [configured("aws_iam_policy", "p", { policy: references(D, "local.which") }), document()] },
        ),
    ],
    [
      "at the beginning of a chain of documents",
      (count) => {
        const names = Array.from({ length: count }, (_, index) => `d${index}`);
        const next = (index: number) => references(`data.aws_iam_policy_document.d${index + 1}.json`);
        const documents = names.map((name, index) => document(name, { source_policy_documents: next(index) }));
        const own = { policy: references("data.aws_iam_policy_document.d0.json") };
        return planOf(
          names.flatMap((name) => [policy("", { name: `p${name}` }), read("", "s3:GetObject", { name })]),
          { resources: [...documents, ...names.map((name) => configured("aws_iam_policy", `p${name}`, own))] },
        );
      },
    ],
    [
      "beside what they are put on",
      (count) => {
        const after = { bucket: "b", policy: JSON.stringify(open) };
        const puts = { type: "aws_s3_bucket_policy", name: "p", after, unknown: { bucket: true } };
        const own = { bucket: references("each.value.bucket", "each.value") };
        const made = { for_each_expression: references(D) };
        return planOf(
          keysOf(count).flatMap((key) => [change({ ...puts, key }), read(key, "s3:GetObject")]),
          { resources: [configured("aws_s3_bucket_policy", "p", own, made), document()] },
        );
      },
    ],
  ])("is named in steps that grow with the plan, %s", (_, of) => {
    const [few, many] = [judged(of(40)), judged(of(160))];
    expect(many.names.size).toBe(160);
    expect(many.hashed / many.length).toBeLessThan(1.3 * (few.hashed / few.length));
  });
});

const open = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::999999999999:root" }, Action: "s3:*", Resource: "*" }],
};
