import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { TemplateOptions } from "#lib/templates/read.ts";
import { causesIn, readCorpus } from "../../../scripts/template-table/corpus.ts";
import { plain, read } from "./reading-support.ts";

const CORPUS = path.join(import.meta.dirname, "../../../../shared/samples/templates");
const present = existsSync(CORPUS);

function sample(name: string, options?: TemplateOptions) {
  const reading = read(readFileSync(path.join(CORPUS, name), "utf8"), options);
  const count = (kind: string, list: { kind?: string }[]) => list.filter((each) => each.kind === kind).length;
  const byKind = (list: { kind?: string }[]) => [
    count("identity", list),
    count("trust", list),
    count("resource", list),
  ];
  return {
    ...reading,
    counts: byKind(reading.policies),
    open: byKind(reading.incomplete.filter((each) => !each.unset)),
  };
}

if (!present) {
  it("corpus not present", () => {
    expect(present).toBe(false);
  });
} else {
  describe("the number of policies in each sample: identity, trust, resource", () => {
    const given = {
      parameters: {
        EnvironmentName: "test",
        CodestarConnectionArn: "arn:aws:codestar-connections:us-east-1:111122223333:connection/c",
      },
    };

    it.each<[string, TemplateOptions, number[]]>([
      ["cfn-aws-samples.json", {}, [1, 1, 1]],
      ["cfn-many-policies.yml", given, [7, 2, 5]],
      ["cfn-public-access.yml", {}, [1, 1, 9]],
      ["cnna-reference-policy.json", {}, [1, 0, 0]],
      ["ec2-instance-role-v1.yaml", {}, [1, 1, 0]],
      ["ec2-instance-role-v2.yaml", {}, [1, 1, 0]],
      ["sample-role-account-trust.yaml", {}, [1, 1, 0]],
      ["sample-role-wildcard-trust.yaml", {}, [1, 1, 0]],
      ["terraform-identity-plan.json", {}, [6, 2, 0]],
      ["terraform-public-access-plan.json", {}, [0, 2, 13]],
    ])("%s", (name, options, counts) => {
      const found = sample(name, options);
      expect(found.counts).toEqual(counts);
      expect(found.open).toEqual([0, 0, 0]);
    });

    it("without its parameters the policies that need them are incomplete, none is dropped", () => {
      const found = sample("cfn-many-policies.yml");
      expect(found.counts).toEqual([10, 2, 6]);
      const names = new Set(found.incomplete.map((each) => `${each.logicalId} ${each.policyName}`));
      expect(names.size).toBe(1);
      expect(found.incomplete.every((each) => each.span && /CodestarConnectionArn/.test(each.message))).toBe(true);
    });

    it("with each value that the template allows a parameter without one", () => {
      const { policies } = sample("cfn-many-policies.yml");
      const branches = new Set(policies.map((each) => each.branch?.words));
      expect(branches).toEqual(new Set([undefined, 'EnvironmentName is "test"', 'EnvironmentName is "prod"']));
    });
  });

  describe("ec2-instance-role-v1.yaml", () => {
    it("holds the trust policy and my-inline-policy, at their lines", () => {
      const { policies } = sample("ec2-instance-role-v1.yaml");
      expect(policies).toMatchObject([
        {
          kind: "trust",
          logicalId: "EC2InstanceRole",
          policyName: null,
          span: { start: { line: 8, column: 8 }, end: { line: 13 } },
        },
        {
          kind: "identity",
          logicalId: "EC2InstanceRole",
          policyName: "my-inline-policy",
          span: { start: { line: 18, column: 12 }, end: { line: 27 } },
        },
      ]);
      expect(policies[1] && plain(policies[1].node)).toEqual({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["iam:PassRole", "dynamodb:GetItem", "dynamodb:PutItem"],
            Resource: [
              "arn:aws:iam::111122223333:role/my-app-role",
              "arn:aws:dynamodb:us-east-1:111122223333:table/orders",
            ],
          },
        ],
      });
    });
  });

  describe("templates as they are in public repositories", () => {
    const samples = readCorpus() ?? [];
    const readings = samples.flatMap(({ reading }) => (reading.ok ? [reading] : []));

    it("are read, all but one that is no YAML", () => {
      expect(samples.length).toBeGreaterThan(300);
      expect(samples.filter(({ reading }) => !reading.ok).map(({ name }) => name)).toEqual([
        "serverless-patterns/66523d21-template.yaml",
      ]);
    });

    it("have policies of every kind", () => {
      const count = (kind: string) =>
        readings.flatMap(({ policies }) => policies.filter((each) => each.kind === kind)).length;
      expect(count("identity")).toBeGreaterThanOrEqual(361);
      expect(count("trust")).toBeGreaterThanOrEqual(196);
      expect(count("resource")).toBeGreaterThanOrEqual(172);
      expect(readings.flatMap(({ attachments }) => attachments.filter(({ arn }) => arn === null))).toEqual([]);
    });

    it("are incomplete in less than 5 % for what the file itself could settle", () => {
      const open = new Set(causesIn(samples).flatMap(({ by, names }) => (by === "file" ? names : [])));
      expect([...open].length / readings.length).toBeLessThan(0.05);
    });
  });
}
