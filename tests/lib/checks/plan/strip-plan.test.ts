import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stripPlan } from "#lib/checks/plan/strip-plan.ts";
import { redactDocument } from "#lib/checks/redaction/redact-document.ts";
import { takeDocument } from "#lib/policies/documents/take-document.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { plans } from "#tests/lib/cli/check/plan/plans.ts";

const NAME = "plan.json";
const CORPUS = path.join(process.cwd(), "../shared/samples/templates");

/** A plan without its secrets, as it is before it is stripped; null where it cannot be taken. */
function redacted(text: string): string | null {
  const taken = redactDocument(text, NAME, () => "");
  return taken.ok ? taken.text : null;
}

function stripped(text: string): string {
  const reading = readTemplate(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return stripPlan(text, reading.root, NAME);
}

/** The name of a gap that is in no change is made of all that stands around it, of which less is left. */
const AROUND_ALL = /\((?:planned_values\.|errored\))/;

/** What the checks of a plan say, without where it stands: lines and numbers in lists are others where something is left out. */
function said(text: string): string[] {
  const results = evaluateDocuments([{ name: NAME, sha256: "", text }], STANDARD_PROFILE.definition);
  const words = results.map(({ reasons, ...result }) => {
    return JSON.stringify([
      result,
      reasons.map(({ span: _, fingerprint, ...reason }) => {
        return AROUND_ALL.test(reason.description) ? reason : { ...reason, fingerprint };
      }),
    ]);
  });
  return words.map((each) => each.replace(/\.\d+/g, ".n").replace(/, line \d+/g, "")).toSorted();
}

const real = existsSync(CORPUS)
  ? [CORPUS, path.join(CORPUS, "real/terraform-plans")].flatMap((folder) =>
      readdirSync(folder)
        .map((name) => path.join(folder, name))
        .filter((file) => /plan.*\.json$/.test(file)),
    )
  : [];

describe("a plan as it is stored", () => {
  it("is judged as the whole one is", () => {
    fc.assert(
      fc.property(plans, (text) => {
        const whole = redacted(text);
        fc.pre(whole !== null);
        expect(said(stripped(whole ?? ""))).toEqual(said(whole ?? ""));
      }),
      { numRuns: 100 },
    );
  });

  it("keeps of what it deletes what denied or attached something", () => {
    const gone = (type: string, name: string, before: object) => {
      const address = `${type}.${name}`;
      const change = { actions: ["delete"], before, after: null, after_unknown: {} };
      return { address, mode: "managed", type, name, change };
    };
    const policy = (effect: string) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: effect, Action: "*", Resource: "*" }] });
    const kept = stripped(
      JSON.stringify({
        format_version: "1.2",
        planned_values: {},
        resource_changes: [
          gone("aws_iam_role_policy", "guard", { role: "app", policy: policy("Deny") }),
          gone("aws_iam_role_policy", "reads", { role: "app", policy: policy("Allow") }),
          gone("aws_iam_role_policy_attachment", "own", { role: "app", policy_arn: "arn:aws:iam::1:policy/p" }),
          gone("null_resource", "none", {}),
        ],
      }),
    );
    const { resource_changes } = JSON.parse(kept) as { resource_changes: { address: string }[] };
    expect(resource_changes.map(({ address }) => address)).toEqual([
      "aws_iam_role_policy.guard",
      "aws_iam_role_policy_attachment.own",
    ]);
  });

  it("tells no boundary where something of another provider may attach the policy", () => {
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
    const identity = (type: string, name: string) => ({ address: `${type}.${name}`, mode: "managed", type, name });
    const made = (type: string, name: string, after: object) => {
      return { ...identity(type, name), change: { actions: ["create"], before: null, after, after_unknown: {} } };
    };
    const set = (type: string, name: string, expressions: object) => ({ ...identity(type, name), expressions });
    const text = JSON.stringify({
      format_version: "1.2",
      planned_values: {},
      resource_changes: [
        made("aws_iam_policy", "edge", { name: "edge", policy: JSON.stringify(policy) }),
        made("aws_iam_role", "app", { name: "app", permissions_boundary: "arn", assume_role_policy: "{}" }),
        made("awscc_kms_alias", "key", { alias_name: "alias/key" }),
      ],
      configuration: {
        root_module: {
          resources: [
            set("aws_iam_policy", "edge", {}),
            set("aws_iam_role", "app", { permissions_boundary: { references: ["aws_iam_policy.edge.arn"] } }),
            set("awscc_kms_alias", "key", { target_key_id: { references: ["aws_kms_key.k.arn"] } }),
          ],
        },
      },
    });
    expect(said(stripped(text))).toEqual(said(text));
    expect(said(text).join()).toContain("aws_iam_policy.edge");
  });

  it("is what it was when it is stored again", () => {
    fc.assert(
      fc.property(plans, (text) => {
        const whole = redacted(text);
        fc.pre(whole !== null);
        const once = stripped(whole ?? "");
        expect(stripped(once)).toBe(once);
      }),
      { numRuns: 50 },
    );
  });

  it(real.length > 0 ? "is judged as real ones are, whole" : "corpus not present", () => {
    const plansRead = real.flatMap((file) => {
      const text = readFileSync(file, "utf8");
      const whole = readTemplate(text).ok ? redacted(text) : null;
      return whole === null ? [] : [{ file, whole }];
    });
    for (const { file, whole } of plansRead) expect([file, said(stripped(whole))]).toEqual([file, said(whole)]);
    expect(plansRead.length > 0).toBe(real.length > 0);
  });
});

const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };

function plan(given: { at?: string; policy?: object; size?: string; hidden?: string } = {}): string {
  const { at = "2026-03-01T09:00:00Z", policy = POLICY, size = "t3.small", hidden = "a value nobody sees" } = given;
  const resource = (type: string, name: string, after: object) => {
    return { address: `${type}.${name}`, mode: "managed", type, name, change: { actions: ["create"], after } };
  };
  const state = { root_module: { resources: [{ type: "aws_instance", name: "app", values: { user_data: hidden } }] } };
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.9.0",
    variables: { greeting: { value: hidden } },
    planned_values: { outputs: { greeting: { sensitive: true, value: hidden } }, root_module: {} },
    resource_changes: [
      resource("aws_iam_policy", "reads", { name: "reads", policy: JSON.stringify(policy) }),
      resource("aws_instance", "app", { instance_type: size, user_data: hidden }),
    ],
    prior_state: { values: state },
    configuration: {
      root_module: {
        variables: { greeting: { default: hidden, sensitive: true } },
        module_calls: { app: { source: "./app", expressions: { greeting: { constant_value: hidden } }, module: {} } },
      },
    },
    timestamp: at,
  });
}

function taken(text: string) {
  const document = takeDocument(NAME, text, "key");
  if (!document.ok) throw new Error(JSON.stringify(document.problems));
  return document;
}

describe("a plan that is taken", () => {
  it("S39 is stored without state, variables, outputs, constants and resources that have no policy", () => {
    const { text } = taken(plan());
    expect(text).not.toContain("a value nobody sees");
    expect(Object.keys(JSON.parse(text))).toEqual(["planned_values", "resource_changes", "configuration"]);
    expect(JSON.parse(text).resource_changes).toHaveLength(1);
  });

  const carries = (type: string, after: object) => {
    const change = { actions: ["create"], before: null, after, after_unknown: {} };
    const resource_changes = [{ address: `${type}.r`, mode: "managed", type, name: "r", change }];
    return JSON.stringify({ format_version: "1.2", resource_changes });
  };

  it.each([
    ["aws_kms_grant", "operations", ["Decrypt"], { key_id: "k", grantee_principal: "arn:aws:iam::1:root" }],
    ["aws_lakeformation_permissions", "permissions", ["SELECT"], { principal: "111122223333" }],
    ["aws_lakeformation_permissions", "table", [{ name: "payroll" }], { principal: "111122223333" }],
    ["aws_s3control_access_grant", "permission", "READWRITE", { grantee: [{ grantee_identifier: "111122223333" }] }],
    ["aws_eks_access_entry", "kubernetes_groups", ["admins"], { principal_arn: "arn:aws:iam::1:root" }],
    ["aws_eks_access_policy_association", "policy_arn", "arn:admin", { principal_arn: "arn:aws:iam::1:root" }],
    ["aws_ram_resource_association", "resource_arn", "arn:payroll", { resource_share_arn: "arn:s" }],
    ["aws_ram_resource_share", "permission_arns", ["arn:full"], { arn: "arn:s" }],
    ["aws_acmpca_permission", "actions", ["IssueCertificate"], { principal: "acm.amazonaws.com" }],
    ["aws_signer_signing_profile_permission", "action", "signer:StartSigningJob", { principal: "111122223333" }],
    [
      "aws_quicksight_iam_policy_assignment",
      "identities",
      [{ user: ["u"] }],
      { policy_arn: "arn:aws:iam::aws:policy/A" },
    ],
    ["aws_iam_role", "tags", { team: "payroll" }, { assume_role_policy: JSON.stringify(POLICY) }],
    ["aws_eks_pod_identity_association", "role_arn", "arn:aws:iam::1:role/r", { policy: JSON.stringify(POLICY) }],
  ])("is other evidence where what a resource gives is another: %s %s", (type, attribute, value, after) => {
    const given = taken(carries(type, { ...after, [attribute]: value }));
    expect(given.text).toContain(attribute);
    expect(given.meaning).not.toBe(taken(carries(type, after)).meaning);
  });

  it.each([
    ["when it was made", { at: "2026-03-02T10:00:00Z" }],
    ["a resource without a policy", { size: "t3.large" }],
    ["a value of state and variables", { hidden: "another value nobody sees" }],
  ])("is the same evidence whatever %s", (_, given) => {
    expect(taken(plan(given)).meaning).toBe(taken(plan()).meaning);
  });

  it("is other evidence where a policy is another", () => {
    const policy = { ...POLICY, Statement: [{ ...POLICY.Statement[0], Action: "s3:PutObject" }] };
    expect(taken(plan({ policy })).meaning).not.toBe(taken(plan()).meaning);
  });
});
