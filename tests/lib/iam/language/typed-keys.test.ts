import { expect, it } from "vitest";
import { holdsOnly } from "#lib/iam/language/index.ts";
import { serviceFacts } from "#lib/policies/analyzer/service-facts.ts";

const TYPES = { bool: "Bool", number: "Numeric", date: "Date", ip: "IPAddress" } as const;
const FAMILIES = ["bool", "number", "date", "ip"] as const;

it("lists keys as values of one type only where AWS documents that type", async () => {
  const services = ["s3", "ec2", "kms", "iam", "sts", "rds", "eks", "ecs", "lambda", "secretsmanager", "codebuild"];
  const facts = await serviceFacts(services.map((service) => `${service}:x`));
  const keys = [...facts.globalConditionKeys(), ...services.flatMap((service) => facts.conditionKeys(service))];
  const listed = keys.flatMap(({ name, type }) =>
    FAMILIES.filter((family) => holdsOnly(name.toLowerCase(), family)).map((family) => ({
      name,
      documented: type.replace("ArrayOf", ""),
      listed: TYPES[family],
    })),
  );
  expect(listed.length).toBeGreaterThan(80);
  const others = listed.filter((key) => key.documented !== key.listed);
  expect(others).toEqual([{ name: "aws:EpochTime", documented: "Date", listed: "Numeric" }]);
});

it("takes any other key to hold any text", () => {
  const keys = ["aws:requestedregion", "aws:principaltag/department", "ec2:instancetype", "made:up"];
  expect(keys.filter((key) => FAMILIES.some((family) => holdsOnly(key, family)))).toEqual([]);
});
