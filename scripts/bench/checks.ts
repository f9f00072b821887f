import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { type Evaluation, POLICY_TASKS } from "#lib/policies/runs/tasks.ts";
import { workOnPolicies } from "#lib/policies/runs/work-on-policies.ts";
import { closePool } from "#lib/processes/pool.ts";
import { sha256 } from "#lib/sha256.ts";

const TIMES = 40;
const WARM = 5;

const statement = (Action: string[], Resource: string) => ({ Effect: "Allow", Action, Resource });
const policy = {
  Version: "2012-10-17",
  Statement: [
    statement(["dynamodb:GetItem", "dynamodb:Query"], "arn:aws:dynamodb:eu-central-1:111122223333:table/orders"),
    statement(
      ["logs:CreateLogStream", "logs:PutLogEvents"],
      "arn:aws:logs:eu-central-1:111122223333:log-group:/orders:*",
    ),
  ],
};
const role = {
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
    Policies: [{ PolicyName: "orders", PolicyDocument: policy }],
  },
};
const SMALL = {
  "service-role.json": JSON.stringify(policy, null, 2),
  "function.json": JSON.stringify({ Resources: { Role: role } }, null, 2),
};

/**
 * Median milliseconds for checking a small review (two documents of a kilobyte): in this process, and in a separate
 * process as on the server.
 */
export async function checksOfASmallReview(): Promise<{ here: number; apart: number }> {
  const documents = Object.entries(SMALL).map(([name, text]) => ({ name, text, sha256: sha256(text) }));
  const evaluation: Evaluation = { documents, definition: STANDARD_PROFILE.definition, answering: { by: "engine" } };
  const here: number[] = [];
  const apart: number[] = [];
  try {
    for (let time = 0; time < WARM + TIMES; time += 1) {
      const begin = performance.now();
      await POLICY_TASKS.evaluate(evaluation, () => undefined);
      const between = performance.now();
      await workOnPolicies({ actor: { kind: "system", job: "bench" } }, "evaluate", evaluation);
      if (time < WARM) continue;
      here.push(between - begin);
      apart.push(performance.now() - between);
    }
  } finally {
    closePool();
  }
  return { here: median(here), apart: median(apart) };
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length / 2] ?? Number.NaN;
}
