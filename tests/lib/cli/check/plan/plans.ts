import fc from "fast-check";
import { change, type Planned } from "#tests/lib/templates/terraform/plan-support.ts";

const policy = (Action: string, Resource: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });
const trust = (AWS: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole" }],
  });

const READS = policy("s3:GetObject", "arn:aws:s3:::orders/*");
const MINTS = policy("iam:CreateAccessKey", "*");
const ATTACHED = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/** Resources of every kind that a reader of plans or of secrets tells apart, and some that say nothing. */
const RESOURCES: Planned[] = [
  { type: "aws_iam_policy", after: { name: "reads", path: "/", policy: READS } },
  { type: "aws_iam_policy", actions: ["update"], before: { policy: READS }, after: { name: "mints", policy: MINTS } },
  { type: "aws_iam_policy", actions: ["delete"], before: { policy: MINTS }, after: null },
  { type: "aws_iam_policy", after: { name: "made" }, unknown: { policy: true } },
  { type: "aws_iam_role", after: { assume_role_policy: trust("*"), inline_policy: [{ name: "in", policy: MINTS }] } },
  { type: "aws_iam_role", after: { assume_role_policy: trust("111122223333") }, unknown: { inline_policy: true } },
  { type: "aws_iam_role_policy_attachment", after: { role: "r", policy_arn: ATTACHED } },
  { type: "aws_iam_user_policy", after: { user: "u", policy: MINTS } },
  { type: "aws_iam_access_key", after: { user: "u" } },
  { type: "aws_iam_group", after: { name: "team" } },
  { type: "aws_iam_group_membership", after: { group: "team", users: ["u"] } },
  { type: "aws_lambda_permission", after: { function_name: "f", action: "lambda:InvokeFunction", principal: "*" } },
  { type: "aws_s3_bucket_policy", after: { bucket: "b", policy: "{broken" } },
  { type: "aws_cloudformation_stack", after: { name: "s", template_body: "{}" } },
  { type: "aws_db_instance", after: { password: "correct horse battery", username: "app" } },
  { type: "aws_ssm_parameter", after: { value: "a value that is hidden" } },
  { type: "aws_instance", after: { user_data: "export KEY=AKIAQ3EGRIUBLTESTDY7", private_ip: "10.0.0.1" } },
  { type: "aws_instance", after: { user_data: 'é "quoted" \\ \u{1F511}\n', http_tokens: "required", size: 1.5e3 } },
  { type: "aws_sqs_queue", after: { name: "q", tags: { a: "b" }, policy: trust("*") }, unknown: { arn: true } },
  {
    type: "aws_s3_bucket_policy",
    before: { bucket: "a", id: "a", policy: READS },
    after: { bucket: "b", id: "b", policy: READS },
  },
  { type: "aws_iam_role", after: { assume_role_policy: trust("*"), tags: { a: "b" }, permissions_boundary: ATTACHED } },
  { type: "aws_instance", after: { tags: {}, list: [], nothing: null, yes: true } },
  { type: "made_up", after: { document: { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] } } },
  { type: "aws_new_thing", after: { note: "REDACTED-secret" }, unknown: { access_policy: true } },
];

const planned = fc
  .tuple(fc.constantFrom(...RESOURCES), fc.nat(30), fc.constantFrom(undefined, "module.a", 'module.b["x.y"].module.c'))
  .map(([resource, number, module]): Planned => ({ ...resource, name: `r${number}`, ...(module && { module }) }));

/** Each address once, as in a plan. */
const resources = fc
  .uniqueArray(planned, { selector: ({ type, name, module }) => `${module}.${type}.${name}`, maxLength: 14 })
  .filter((list) => new Set(list).size === list.length);

const HIDDEN = { after_sensitive: { value: true } };

function changeOf(resource: Planned): object {
  const made = change(resource) as { change: object };
  return resource.type === "aws_ssm_parameter" ? { ...made, change: { ...made.change, ...HIDDEN } } : made;
}

function valuesOf(resource: Planned): object {
  const { change: changes, ...identity } = change(resource) as { change: { after: object | null } };
  return { ...identity, values: changes.after ?? {}, sensitive_values: {} };
}

/** Types that no table knows, which hold something like a policy. */
const UNKNOWN = new Set(["made_up", "aws_new_thing"]);

function configurationOf({ type, name = "r" }: Planned): object {
  const bound = { permissions_boundary: { references: [`aws_iam_policy.${name}.arn`, `aws_iam_policy.${name}`] } };
  const references = UNKNOWN.has(type)
    ? [`aws_sqs_queue.${name}.arn`]
    : ["var.p", "data.aws_iam_policy_document.d.json", "module.a.q", "each.value"];
  const expressions = { policy: { references }, ...(type === "aws_iam_user" && bound) };
  const made = { for_each_expression: { references: [`aws_sqs_queue.${name}`] } };
  return { mode: "managed", type, name, address: `${type}.${name}`, expressions, ...made };
}

const DOCUMENT = { mode: "data", type: "aws_iam_policy_document", name: "d" };
/** A policy document that only the apply makes, as it is set, and as far as it is known. */
const DOCUMENT_SET = {
  ...DOCUMENT,
  address: "data.aws_iam_policy_document.d",
  expressions: {
    statement: [{ actions: { constant_value: ["s3:GetObject"] }, resources: { references: ["aws_s3_bucket.b.arn"] } }],
  },
};
const DOCUMENT_READ = {
  ...DOCUMENT,
  address: "data.aws_iam_policy_document.d",
  change: {
    actions: ["read"],
    before: null,
    after: { statement: [{ actions: ["s3:GetObject"] }] },
    after_unknown: { json: true, statement: [{ resources: [true] }] },
  },
};

/** A document that the plan has read, in a module of its own. */
const STATE = {
  child_modules: [
    {
      address: "module.a",
      resources: [
        { address: "module.a.data.aws_iam_policy_document.k", ...DOCUMENT, name: "k", values: { json: "{}" } },
        { address: "module.a.aws_sqs_queue.q", mode: "managed", type: "aws_sqs_queue", name: "q", values: {} },
      ],
    },
  ],
};

function moduleOf(list: Planned[], depth: number): object {
  const half = depth === 0 ? list.length : list.length >> 1;
  const inner = list.slice(half);
  return {
    resources: list.slice(0, half).map(valuesOf),
    ...(inner.length > 0 && { child_modules: [{ address: "module.x", ...moduleOf(inner, depth - 1) }] }),
  };
}

type Parts = { changes: Planned[]; only: Planned[]; before: Planned[]; depth: number; errored: boolean };

function planOf({ changes, only, before, depth, errored }: Parts): object {
  return {
    format_version: "1.2",
    variables: { db_password: { value: "swordfish-swordfish" } },
    planned_values: { root_module: moduleOf([...changes, ...only], depth), outputs: {} },
    resource_drift: before.slice(0, 2).map(changeOf),
    resource_changes: [...changes.map(changeOf), DOCUMENT_READ],
    deferred_changes: [],
    prior_state: { values: { root_module: { ...moduleOf(before, depth), ...STATE } } },
    configuration: {
      provider_config: { aws: { name: "aws", expressions: { secret_key: { constant_value: "open-sesame-1" } } } },
      root_module: {
        resources: [...changes.slice(0, 4).map(configurationOf), DOCUMENT_SET],
        module_calls: {
          a: {
            source: "./a",
            expressions: { p: { references: ["aws_s3_bucket.c.arn"] }, r: { constant_value: "x" } },
            module: {
              outputs: { q: { expression: { references: ["var.p"] } } },
              resources: changes.slice(4).map(configurationOf),
            },
          },
        },
      },
    },
    relevant_attributes: [{ resource: "aws_instance.r", attribute: ["id"] }],
    checks: [],
    ...(errored && { errored: true }),
  };
}

/** Plans as Terraform writes them, on one line, and as others lay them out. */
export const plans: fc.Arbitrary<string> = fc
  .tuple(
    fc.record({
      changes: resources,
      only: resources.map((list) => list.map((one) => ({ ...one, name: `only${one.name}` }))),
      before: resources,
      depth: fc.nat(3),
      errored: fc.boolean(),
    }),
    fc.constantFrom(0, 0, 2),
  )
  .map(([parts, indent]) => JSON.stringify(planOf(parts), null, indent));

/** A text in chunks of some bytes. */
export async function* inChunks(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
