import { describe, expect, it } from "vitest";
import { type PolicyType, validatePolicy } from "#lib/iam/index.ts";
import { textAt } from "./location.ts";

type Row = [what: string, type: PolicyType, statement: Record<string, unknown>, codes: string[], resourceType?: string];

const account = { AWS: "123456789123" };
const everyone = { AWS: "*" };
const queue = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" };

/** What public validators of templates send, and every code they count on; anything more would fail their checks. */
const ROWS: Row[] = [
  ["a plain permission", "identity", { Effect: "Allow", Action: "iam:ListRoles", Resource: "*" }, []],
  [
    "any role may be passed",
    "identity",
    { Effect: "Allow", Action: "iam:PassRole", Resource: "*" },
    ["SECURITY_WARNING PASS_ROLE_WITH_STAR_IN_RESOURCE"],
  ],
  [
    "a resource that is an object",
    "identity",
    { Effect: "Allow", Action: "iam:PassRole", Resource: { NotAValid: "Resource" } },
    ["ERROR DATA_TYPE_MISMATCH"],
  ],
  ["a trust policy with every action", "resource", { Effect: "Allow", Action: "*", Principal: account }, []],
  ["a trust policy for everyone", "resource", { Effect: "Allow", Action: "*", Principal: everyone }, []],
  [
    "a trust policy for nobody",
    "resource",
    { Effect: "Allow", Action: "*", Principal: {} },
    ["SUGGESTION EMPTY_OBJECT_PRINCIPAL"],
  ],
  [
    "a kind of principal in other letters",
    "resource",
    { Effect: "Allow", Action: "*", Principal: { AwS: "123456789123" } },
    ["ERROR INVALID_PRINCIPAL_KEY"],
  ],
  ["a queue for an account", "resource", { ...queue, Principal: account }, []],
  ["a queue for everyone", "resource", { ...queue, Principal: { AWS: ["*"] } }, []],
  ["a queue for nobody", "resource", { ...queue, Principal: {} }, ["SUGGESTION EMPTY_OBJECT_PRINCIPAL"]],
  [
    "an effect that is an object",
    "resource",
    { ...queue, Effect: { not: "valid" }, Principal: account },
    ["ERROR DATA_TYPE_MISMATCH"],
  ],
  [
    "an access point for an account",
    "resource",
    {
      Effect: "Allow",
      Principal: { AWS: ["arn:aws:iam::123456789123:root"] },
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: [
        "arn:aws:s3:us-east-1:123456789123:accesspoint/a",
        "arn:aws:s3:us-east-1:123456789123:accesspoint/a/object/*",
      ],
    },
    [],
    "AWS::S3::AccessPoint",
  ],
  [
    "an ARN that is cut short",
    "resource",
    { Effect: "Allow", Principal: account, Action: "s3:PutObject", Resource: "arn:aws:s4:notvalid" },
    ["ERROR MISSING_ARN_FIELD"],
    "AWS::S3::AccessPoint",
  ],
  [
    "a role for one service",
    "identity",
    {
      Sid: "PassExecutionRole",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: ["arn:aws:iam::123456789012:role/topping-*"],
      Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    },
    [],
  ],
  [
    "everything",
    "identity",
    { Effect: "Allow", Action: "*", Resource: "*" },
    [
      "SECURITY_WARNING PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
      "WARNING CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
    ],
  ],
  [
    "a role for EC2",
    "resource",
    { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    [],
  ],
];

describe("whole answers", () => {
  it.each(ROWS)("%s", (_, type, statement, codes, resourceType) => {
    const source = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const { findings } = validatePolicy({ source, type, ...(resourceType === undefined ? {} : { resourceType }) });
    expect(findings.map(({ findingType, issueCode }) => `${findingType} ${issueCode}`)).toEqual(codes);
  });

  it("is AWS's own for the example of its command line", () => {
    const source = JSON.stringify(
      {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "",
            Effect: "Allow",
            Principal: { Federated: "cognito-identity.amazonaws.com" },
            Action: ["sts:AssumeRole", "sts:TagSession"],
            Condition: { StringEquals: { "cognito-identity.amazonaws.com:aud": "us-west-2_EXAMPLE" } },
          },
        ],
      },
      null,
      4,
    );
    const [mismatch, sid, ...rest] = validatePolicy({ source, type: "resource" }).findings;
    expect(rest).toEqual([]);
    expect(sid?.issueCode).toBe("EMPTY_SID_VALUE");
    expect(sid?.locations[0]?.path).toEqual([{ value: "Statement" }, { index: 0 }, { value: "Sid" }]);
    expect(mismatch?.findingDetails).toBe(
      "The sts:AssumeRole action is invalid with the following principal(s): cognito-identity.amazonaws.com. Use a SAML provider principal with the sts:AssumeRoleWithSAML action or use an OIDC provider principal with the sts:AssumeRoleWithWebIdentity action. Ensure the provider is Federated if you use either of the two options.",
    );
    expect(mismatch?.locations.map(({ span }) => textAt(source, span))).toEqual([
      '"sts:AssumeRole"',
      '"cognito-identity.amazonaws.com"',
    ]);
    expect(mismatch?.locations[0]?.span.start).toEqual({ line: 11, column: 16, offset: 258 });
  });
});
