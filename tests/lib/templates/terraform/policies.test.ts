import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { POLICY_TABLE, type PolicyRow } from "#lib/templates/terraform/policy-table.ts";
import { plain, read, textAt } from "../reading-support.ts";
import { planOf } from "./plan-support.ts";

const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
const policyText = JSON.stringify(document);

function placed(path: readonly string[], value: unknown, beside: object = {}): object {
  const [step, ...rest] = path;
  if (step === undefined) return value as object;
  if (step === "*") return [placed(rest, value, beside)];
  return { ...(rest.length === 0 ? beside : {}), [step]: placed(rest, value, beside) };
}

describe("every row of the table", () => {
  const readRow = (row: PolicyRow, after: object, unknown: object = {}) => {
    const reading = read(planOf({ type: row.type, after, unknown }));
    const own = reading.incomplete.filter((each) => each.kind === row.kind && each.path[4] === row.path[0]);
    return { ...reading, own };
  };

  it.each(POLICY_TABLE.map((row) => [`${row.type} ${row.path.join(".")}`, row] as const))("%s", (_, row) => {
    const beside = row.name ? { [row.name]: "the-name" } : {};
    const expected = { kind: row.kind, resourceType: row.type, logicalId: `${row.type}.r`, publicType: row.publicType };

    const known = readRow(row, placed(row.path, policyText, beside));
    expect(known.policies).toMatchObject([{ ...expected, policyName: row.name ? "the-name" : null }]);
    expect(known.policies[0] && plain(known.policies[0].node)).toEqual(document);
    expect(known.own).toEqual([]);

    const unknown = readRow(row, placed(row.path, null, beside), placed(row.path, true));
    expect(unknown.policies).toEqual([]);
    expect(unknown.own).toHaveLength(1);
    expect(unknown.own[0]?.message).toContain("only after the plan is applied");

    const whole = readRow(row, {}, { [row.path[0] ?? ""]: true });
    expect(whole.policies).toEqual([]);
    expect(whole.own).toHaveLength(1);

    const broken = readRow(row, placed(row.path, "{", beside));
    expect(broken.policies).toEqual([]);
    expect(broken.own).toMatchObject([{ message: expect.stringContaining("not JSON") }]);

    for (const nothing of [null, ""]) {
      const absent = readRow(row, placed(row.path, nothing, beside));
      expect(absent.policies).toEqual([]);
      expect(absent.own).toHaveLength(row.required ? 1 : 0);
    }
  });
});

describe("addresses", () => {
  it("keep modules and for_each keys with dots and quotes", () => {
    const plan = planOf(
      {
        type: "aws_iam_policy",
        module: 'module.a["x.y"].module.b[0]',
        key: '["k.l\\"]"]',
        after: { name: "n", policy: policyText },
      },
      { type: "aws_iam_policy", key: "[1]", after: { name: "n", policy: policyText } },
    );
    expect(read(plan).policies.map((policy) => policy.logicalId)).toEqual([
      'module.a["x.y"].module.b[0].aws_iam_policy.r["k.l\\"]"]',
      "aws_iam_policy.r[1]",
    ]);
  });

  it("of resources that only planned_values has, in nested modules", () => {
    const resource = (address: string) => ({
      address,
      mode: "managed",
      type: "aws_iam_policy",
      name: "r",
      values: { name: "n", policy: policyText },
    });
    const root = {
      resources: [resource("aws_iam_policy.r")],
      child_modules: [
        { resources: [], child_modules: [{ resources: [resource("module.a.module.b.aws_iam_policy.r")] }] },
      ],
    };
    const plan = planOf({ type: "aws_iam_policy", after: { name: "changed", policy: policyText } });
    const reading = read({ ...plan, planned_values: { root_module: root } });
    expect(reading.policies.map((each) => [each.logicalId, each.policyName])).toEqual([
      ["aws_iam_policy.r", "changed"],
      ["module.a.module.b.aws_iam_policy.r", "n"],
    ]);
    expect(reading.policies[1]?.path).toEqual([
      ...["planned_values", "root_module", "child_modules", 0, "child_modules", 0, "resources", 0, "values", "policy"],
    ]);
  });
});

describe("unknown values are never taken for absent", () => {
  const configured = (expressions: object, module?: string) => {
    const resources = [
      { mode: "managed", type: "aws_s3_bucket", name: "r", expressions },
      { mode: "managed", type: "aws_iam_role", name: "r", expressions },
    ];
    const inner = { resources };
    return { configuration: { root_module: module ? { module_calls: { [module]: { module: inner } } } : inner } };
  };
  const bucket = { type: "aws_s3_bucket", after: { bucket: "b" }, unknown: { policy: true } };
  const role = { type: "aws_iam_role", after: { assume_role_policy: policyText }, unknown: { inline_policy: true } };

  it("without a configuration, and with one that sets them", () => {
    expect(read(planOf(bucket)).incomplete).toMatchObject([{ logicalId: "aws_s3_bucket.r", kind: "resource" }]);
    const reading = read({ ...planOf(bucket), ...configured({ policy: { references: ["x"] } }) });
    expect(reading.incomplete).toHaveLength(1);
    expect(reading.incomplete[0]).not.toHaveProperty("unset");
  });

  it("except an attribute that the configuration does not set: AWS fills it in", () => {
    expect(read({ ...planOf(bucket), ...configured({ bucket: {} }) }).incomplete).toEqual([]);
  });

  it("and that holds in modules with keys, by the module's own configuration", () => {
    const inModule = { ...bucket, module: 'module.m["a.b"]', key: '["c.d"]' };
    expect(read({ ...planOf(inModule), ...configured({ bucket: {} }, "m") }).incomplete).toEqual([]);
    expect(read({ ...planOf(inModule), ...configured({ policy: {} }, "m") }).incomplete).toHaveLength(1);
    expect(read({ ...planOf(inModule), ...configured({ bucket: {} }, "other") }).incomplete).toHaveLength(1);
    expect(read({ ...planOf(inModule), ...configured({ bucket: {} }) }).incomplete).toHaveLength(1);
  });

  it("a block that the configuration does not show may be dynamic: listed and marked", () => {
    const reading = read({ ...planOf(role), ...configured({ assume_role_policy: {} }) });
    expect(reading.incomplete).toMatchObject([{ kind: "identity", policyName: null, unset: true }]);
    const set = read({ ...planOf(role), ...configured({ inline_policy: [{}] }) });
    expect(set.incomplete).toHaveLength(1);
    expect(set.incomplete[0]).not.toHaveProperty("unset");
  });

  it("one unknown block next to a known one", () => {
    const after = { assume_role_policy: policyText, inline_policy: [{ name: "a", policy: policyText }, { name: "b" }] };
    const unknown = { inline_policy: [{}, { policy: true }] };
    const reading = read({
      ...planOf({ type: "aws_iam_role", after, unknown }),
      ...configured({ inline_policy: [{}] }),
    });
    expect(reading.policies.map((each) => each.policyName)).toEqual([null, "a"]);
    expect(reading.incomplete).toMatchObject([
      { policyName: "b", path: ["resource_changes", 0, "change", "after", "inline_policy", 1, "policy"] },
    ]);
  });

  it("a block that is unknown as a whole", () => {
    const after = { assume_role_policy: policyText, inline_policy: [{ name: "a", policy: policyText }, null] };
    const reading = read(planOf({ type: "aws_iam_role", after, unknown: { inline_policy: [{}, true] } }));
    expect(reading.policies).toHaveLength(2);
    expect(reading.incomplete).toHaveLength(1);
  });

  it("a value that planned_values leaves out", () => {
    const resource = {
      address: "aws_iam_policy.r",
      mode: "managed",
      type: "aws_iam_policy",
      name: "r",
      values: { name: "n" },
    };
    const reading = read({ planned_values: { root_module: { resources: [resource] } } });
    expect(reading.incomplete).toMatchObject([{ logicalId: "aws_iam_policy.r", policyName: "n" }]);
  });

  it("for any mask over any blocks: each policy is read or listed", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 6 }), (masks) => {
        const inline_policy = masks.map((unknown, at) => ({ name: `p${at}`, policy: unknown ? null : policyText }));
        const mask = { inline_policy: masks.map((unknown) => (unknown ? { policy: true } : {})) };
        const after = { assume_role_policy: policyText, inline_policy };
        const reading = read(planOf({ type: "aws_iam_role", after, unknown: mask }));
        expect(reading.policies.slice(1).map((each) => each.policyName)).toEqual(
          masks.flatMap((unknown, at) => (unknown ? [] : [`p${at}`])),
        );
        expect(reading.incomplete.map((each) => each.policyName)).toEqual(
          masks.flatMap((unknown, at) => (unknown ? [`p${at}`] : [])),
        );
      }),
    );
  });
});

describe("before and after", () => {
  const other = { Version: "2012-10-17", Statement: [] };

  it("the policy that is deployed now comes along", () => {
    const before = { name: "n", policy: JSON.stringify(other) };
    const after = { name: "n", policy: policyText };
    const [policy] = read(planOf({ type: "aws_iam_policy", actions: ["update"], before, after })).policies;
    expect(policy?.before && plain(policy.before)).toEqual(other);
  });

  it("by name among inline policies, whatever their order", () => {
    const before = {
      inline_policy: [
        { name: "b", policy: JSON.stringify(other) },
        { name: "a", policy: policyText },
      ],
    };
    const after = {
      assume_role_policy: policyText,
      inline_policy: [
        { name: "a", policy: policyText },
        { name: "b", policy: policyText },
        { name: "c", policy: policyText },
      ],
    };
    const { policies } = read(planOf({ type: "aws_iam_role", actions: ["update"], before, after }));
    expect(policies.map((each) => each.before && plain(each.before))).toEqual([undefined, document, other, undefined]);
  });

  it("a new resource has none, and a deleted one is left out", () => {
    const after = { name: "n", policy: policyText };
    expect(read(planOf({ type: "aws_iam_policy", after })).policies[0]).not.toHaveProperty("before");
    expect(read(planOf({ type: "aws_iam_policy", actions: ["delete"], before: after, after: null }))).toMatchObject({
      policies: [],
      incomplete: [],
    });
  });

  it("a resource that does not change is read too", () => {
    const same = { name: "n", policy: policyText };
    expect(
      read(planOf({ type: "aws_iam_policy", actions: ["no-op"], before: same, after: same })).policies,
    ).toHaveLength(1);
  });
});

describe("positions", () => {
  it("are those of the string that holds the document", () => {
    const text = JSON.stringify(planOf({ type: "aws_iam_policy", after: { name: "n", policy: policyText } }), null, 2);
    const [policy] = read(text).policies;
    expect(textAt(text, policy?.span)).toBe(JSON.stringify(policyText));
    expect(policy?.node.span).toEqual(policy?.span);
  });
});

describe("data sources, other providers and plans that are not whole", () => {
  it("data sources hold no policy of their own", () => {
    const source = {
      address: "data.aws_iam_policy.r",
      mode: "data",
      type: "aws_iam_policy",
      name: "r",
      change: { after: { policy: policyText } },
    };
    expect(read({ resource_changes: [source] })).toMatchObject({ policies: [], incomplete: [] });
  });

  it("says that a plan stopped with an error or is partial", () => {
    expect(read({ ...planOf(), errored: true }).incomplete).toMatchObject([{ path: ["errored"] }]);
    expect(read({ ...planOf(), complete: false }).incomplete).toMatchObject([{ path: ["complete"] }]);
    expect(read({ ...planOf(), errored: false, complete: true }).incomplete).toEqual([]);
  });

  it("lists resources that are put off", () => {
    const resource_change = { address: "aws_iam_role.r", mode: "managed", type: "aws_iam_role", name: "r", change: {} };
    const reading = read({ ...planOf(), deferred_changes: [{ reason: "provider_config_unknown", resource_change }] });
    expect(reading.incomplete).toMatchObject([
      { logicalId: "aws_iam_role.r", kind: "trust", message: expect.stringContaining("provider_config_unknown") },
    ]);
  });

  it.each([
    "aws_sqs_queue_policy",
    "aws_lambda_permission",
    "aws_lambda_function_url",
    "aws_iam_role_policy_attachment",
    "aws_cloudformation_stack",
    "awscc_iam_role",
  ])("lists %s that is put off", (type) => {
    const resource_change = { address: `${type}.r`, mode: "managed", type, name: "r", change: {} };
    const reading = read({ ...planOf(), deferred_changes: [{ reason: "x", resource_change }, { reason: "y" }] });
    expect(reading.incomplete).toMatchObject([{ logicalId: `${type}.r` }, { path: ["deferred_changes", 1] }]);
  });

  it("does not count an instance that is being replaced twice", () => {
    const after = { name: "n", policy: policyText };
    const plan = planOf({ type: "aws_iam_policy", after });
    const deposed = { ...plan.resource_changes[0], deposed: "abcd1234" };
    expect(read({ resource_changes: [...plan.resource_changes, deposed] }).policies).toHaveLength(1);
  });
});
