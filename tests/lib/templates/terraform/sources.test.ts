import { describe, expect, it } from "vitest";
import { parseJson } from "#lib/iam/index.ts";
import { sourcesIn } from "#lib/templates/terraform/sources.ts";

const D = "data.aws_iam_policy_document";

function sourcesOf(resources: object[], module_calls: object = {}) {
  const parsed = parseJson(JSON.stringify({ configuration: { root_module: { resources, module_calls } } }));
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return sourcesIn(parsed.node);
}

const configured = (type: string, name: string, ...references: string[]) => ({
  mode: type === "aws_iam_policy" ? "managed" : "data",
  type,
  name,
  expressions: { policy: { references } },
});

/** Documents that are made of each other one by one, and as many policies, each of one of them. */
const chain = (count: number, of: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => [
    configured("aws_iam_policy_document", `d${index}`, `${D}.d${index + 1}.json`, `${D}.d${index + 1}`),
    configured("aws_iam_policy", `p${index}`, `${D}.d${of(index)}.json`, `${D}.d${of(index)}`),
  ]).flat();

describe("what values are made of", () => {
  it("is one list for all that lead to the same", () => {
    const sources = sourcesOf(chain(50, () => 0));
    const lists = Array.from({ length: 50 }, (_, index) => sources.of(`aws_iam_policy.p${index}`).leads);
    expect(lists[0]).toHaveLength(50);
    expect(new Set(lists).size).toBe(1);
  });

  it("is not known of what is left where it is more than can be followed", () => {
    const sources = sourcesOf(chain(1200, (index) => index));
    const lists = Array.from({ length: 1200 }, (_, index) => sources.of(`aws_iam_policy.p${index}`).leads);
    expect(lists[0]).toHaveLength(1200);
    expect(lists.at(-1)).toBeNull();
    expect(lists.reduce((sum, list) => sum + (list?.length ?? 0), 0)).toBeLessThan(200_000);
    expect(sources.textOf("aws_iam_policy.p1199")).toBeNull();
  });

  it("is not followed where each of many references leads to many outputs", () => {
    const outputs = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`o${index}`, { expression: {} }]));
    const calls = Array.from({ length: 1000 }, (_, index) => `module.m["k${index}"]`);
    const resources = [configured("aws_iam_policy", "p", ...calls), configured("aws_iam_policy", "q", "module.m")];
    const sources = sourcesOf(resources, { m: { module: { outputs } } });
    expect(sources.of("aws_iam_policy.q").leads).toHaveLength(1000);
    expect(sources.of("aws_iam_policy.p").leads).toBeNull();
  });

  it("is written as long as that is not more than can be", () => {
    const many = Array.from({ length: 5000 }, (_, index) => `aws_s3_bucket.a_bucket_of_some_name_${index}.arn`);
    const sources = sourcesOf([configured("aws_iam_policy", "p", ...many)]);
    const texts = Array.from({ length: 40 }, () => sources.textOf("aws_iam_policy.p"));
    expect(texts[0]).toContain("a_bucket_of_some_name_4999");
    expect(texts.at(-1)).toBeNull();
  });
});
