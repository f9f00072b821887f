/** A managed policy as IAM's GetPolicy and GetPolicyVersion tell it: `document` is JSON text. */
export type ManagedPolicy = { versionId: string; document: string };

const allow = (Action: string | string[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

const LOGS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
const NETWORK_INTERFACES = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

/** By path and name. Source: AWS Managed Policy Reference Guide. Others change often: whoever needs them brings them. */
const KNOWN: Readonly<Record<string, ManagedPolicy>> = {
  AdministratorAccess: { versionId: "v1", document: allow("*") },
  "service-role/AWSLambdaBasicExecutionRole": { versionId: "v1", document: allow(LOGS) },
  "service-role/AWSLambdaVPCAccessExecutionRole": {
    versionId: "v3",
    document: allow([...LOGS, ...NETWORK_INTERFACES]),
  },
};

/** A managed policy of AWS that is the same for everybody, or undefined. */
export function knownManagedPolicy(arn: string): ManagedPolicy | undefined {
  const name = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  return name !== undefined && Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
}
