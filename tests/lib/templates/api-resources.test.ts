import { describe, expect, it } from "vitest";
import { plain, read } from "./reading-support.ts";

const document = (Resource: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource }],
});
const WHOLE = [document(["arn:*:execute-api:*:*:*/prod/GET/*", "arn:aws:execute-api:us-east-1:111122223333:a1/*"])];
const SHORT = document(["execute-api:/prod/GET/*", "arn:aws:execute-api:us-east-1:111122223333:a1/*"]);
const nodes = (source: object) => read(source).policies.map(({ node }) => plain(node));

describe("a short resource of API Gateway", () => {
  it("is the API itself in the policy of an API", () => {
    const api = (Policy: object) => ({
      Resources: { A: { Type: "AWS::ApiGateway::RestApi", Properties: { Policy } } },
    });
    expect(nodes(api(SHORT))).toEqual(WHOLE);
    const made = { "Fn::Sub": `execute-api:/\${Stage}/GET/*` };
    const parameters = { Parameters: { Stage: { Type: "String", Default: "prod" } } };
    expect(nodes({ ...parameters, ...api(document(made)) })).toEqual([document("arn:*:execute-api:*:*:*/prod/GET/*")]);
  });

  it("is so in a plan, before and after, and in a policy by itself", () => {
    const policy = JSON.stringify(SHORT);
    const change = { actions: ["update"], before: { policy }, after: { policy }, after_unknown: {} };
    const type = "aws_api_gateway_rest_api_policy";
    const planned = { address: `${type}.a`, mode: "managed", type, name: "a", change };
    const [found] = read({ terraform_version: "1.9.0", resource_changes: [planned] }).policies;
    expect([found?.node, found?.before].map((node) => node && plain(node))).toEqual([...WHOLE, ...WHOLE]);
    expect(nodes(SHORT)).toEqual(WHOLE);
  });

  it("stays what it is in the policy of anything else", () => {
    const bucket = { Type: "AWS::S3::BucketPolicy", Properties: { Bucket: "b", PolicyDocument: SHORT } };
    expect(nodes({ Resources: { B: bucket } })).toEqual([SHORT]);
    const { Principal: _, ...statement } = SHORT.Statement[0] ?? {};
    expect(nodes({ ...SHORT, Statement: [statement] })).toEqual([{ ...SHORT, Statement: [statement] }]);
  });
});
