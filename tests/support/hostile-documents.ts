const MEGABYTE = 1024 * 1024;
/** As many as stand in 5 MB, the most that is read at all. */
const MILLION = 300_000;
const policy = (more: string) =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]${more}}`;
const template = (more: string) =>
  `Resources:\n  Reader:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement: []\n${more}`;

/** Each alias stands for ten of the one before: a page of text that is 10^9 values. */
const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
  .concat([..."bcdefghi"].map((name, n) => `${name}: &${name} [${`*${"abcdefghi"[n]}, `.repeat(10)}]`))
  .join("\n");

/** Small documents that would become much, or large ones: what each is, its name, and its text. */
export const TOO_MUCH: [what: string, name: string, content: () => string][] = [
  ["an alias bomb in YAML", "bomb.yaml", () => template(bomb)],
  ["an alias of itself", "loop.yaml", () => template("Metadata: &loop [*loop]\n")],
  ["a scalar of 10 MB in YAML", "scalar.yaml", () => template(`Description: ${"x".repeat(10 * MEGABYTE)}\n`)],
  ["a scalar of 10 MB in JSON", "scalar.json", () => policy(`,"Id":"${"x".repeat(10 * MEGABYTE)}"`)],
  ["lists 20,000 deep in JSON", "deep.json", () => policy(`,"Id":${"[".repeat(20_000)}${"]".repeat(20_000)}`)],
  ["lists 20,000 deep in YAML", "deep.yaml", () => template(`Metadata: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`)],
  [
    "blocks 2,000 deep in YAML",
    "blocks.yaml",
    () => template(`Metadata:\n${Array.from({ length: 2_000 }, (_, n) => `${" ".repeat(n + 1)}a:`).join("\n")}\n`),
  ],
  [
    "a million keys in JSON",
    "keys.json",
    () => policy(`,"Id":{${Array.from({ length: MILLION }, (_, n) => `"${n.toString(36)}":1`).join(",")}}`),
  ],
  [
    "a million keys in YAML",
    "keys.yaml",
    () => template(`Metadata:\n${Array.from({ length: MILLION }, (_, n) => `  k${n.toString(36)}: 1`).join("\n")}\n`),
  ],
];

const role = (at: number) => `  A${at}:\n    Type: AWS::IAM::Role\n`;

/** Documents within every limit of size that take more than the process which reads them may have. */
export const ENDING: [what: string, name: string, content: () => string][] = [
  [
    "forty thousand roles",
    "roles.yaml",
    () => `Resources:\n${Array.from({ length: 40_000 }, (_, at) => role(at)).join("")}`,
  ],
  [
    "a substitution of 5 MB",
    "sub.yaml",
    () => template(`Outputs:\n  A:\n    Value: !Sub "${`\${A}`.repeat(1_200_000)}"\n`),
  ],
  ["a password of 5 MB", "password.yaml", () => template(`Metadata:\n  password: "${"x".repeat(4.9 * MEGABYTE)}"\n`)],
];

const planned = (count: number, policyOf: (at: number) => string) => {
  const changes = Array.from({ length: count }, (_, at) => ({
    address: `aws_iam_policy.p${at}`,
    mode: "managed",
    type: "aws_iam_policy",
    name: `p${at}`,
    change: { actions: ["create"], after: { policy: policyOf(at) } },
  }));
  return JSON.stringify({ format_version: "1.2", terraform_version: "1.9.0", resource_changes: changes });
};
const allowing = (action: string | string[], resource: string | string[], more: Record<string, string> = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ ...more, Effect: "Allow", Action: action, Resource: resource }],
  });

/** How many policies `MANY_RESULTS` has in its plan, each of which escalates. */
export const POLICIES_OF_PLAN = 2_400;

export const MANY_POLICIES = () => planned(POLICIES_OF_PLAN, () => allowing("iam:*", "*"));

/** Documents within every limit of size of which the checks have very much to say: what each is, its name, and its text. */
export const MANY_RESULTS: [what: string, name: string, content: () => string][] = [
  ["a plan of 2,400 policies", "plan.json", MANY_POLICIES],
  [
    "a statement of 6,000 unknown actions",
    "actions.json",
    () =>
      allowing(
        Array.from({ length: 6_000 }, (_, at) => `s3:Get${at.toString(36).padStart(16, "x")}`),
        "*",
      ),
  ],
  [
    "20 policies with identifiers of 200 KB",
    "names.json",
    () => planned(20, (at) => allowing("iam:*", "*", { Sid: `S${at}`.padEnd(200_000, "x") })),
  ],
  [
    "20 policies that name resources of 200 KB",
    "resources.json",
    () => planned(20, (at) => allowing("iam:PassRole", `arn:aws:iam::111122223333:role/${at}${"<".repeat(200_000)}`)),
  ],
];
