import { actionsOf, checkAccessNotGranted, type Policy, type Statement } from "#lib/iam/index.ts";

/** A known way to escalate from some permissions to all. Requires every one of `actions`. */
export type EscalationPath = { title: string; actions: string[] };

/** Source: the published lists of AWS privilege escalation methods (Rhino Security Labs, 2018; PMapper). */
const PATHS: readonly EscalationPath[] = [
  { title: "Rewrite a managed policy", actions: ["iam:CreatePolicyVersion"] },
  { title: "Restore a more permissive version of a managed policy", actions: ["iam:SetDefaultPolicyVersion"] },
  { title: "Attach any policy to a user", actions: ["iam:AttachUserPolicy"] },
  { title: "Attach any policy to a group", actions: ["iam:AttachGroupPolicy"] },
  { title: "Attach any policy to a role", actions: ["iam:AttachRolePolicy"] },
  { title: "Add an inline policy to a user", actions: ["iam:PutUserPolicy"] },
  { title: "Add an inline policy to a group", actions: ["iam:PutGroupPolicy"] },
  { title: "Add an inline policy to a role", actions: ["iam:PutRolePolicy"] },
  { title: "Join a group", actions: ["iam:AddUserToGroup"] },
  { title: "Change a trust policy to assume another role", actions: ["iam:UpdateAssumeRolePolicy", "sts:AssumeRole"] },
  { title: "Create an access key for another user", actions: ["iam:CreateAccessKey"] },
  { title: "Set a password for another user", actions: ["iam:CreateLoginProfile"] },
  { title: "Change the password of another user", actions: ["iam:UpdateLoginProfile"] },
  { title: "Launch an instance with another role", actions: ["iam:PassRole", "ec2:RunInstances"] },
  {
    title: "Run a new function with another role",
    actions: ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
  },
  {
    title: "Run a new function with another role, triggered by an event",
    actions: ["iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"],
  },
  { title: "Change the code of a function with another role", actions: ["lambda:UpdateFunctionCode"] },
  { title: "Create a stack with another role", actions: ["iam:PassRole", "cloudformation:CreateStack"] },
  {
    title: "Run a task with another role",
    actions: ["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"],
  },
  {
    title: "Run a build with another role",
    actions: ["iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"],
  },
  { title: "Create a Glue endpoint with another role", actions: ["iam:PassRole", "glue:CreateDevEndpoint"] },
  { title: "Take over a Glue endpoint with another role", actions: ["glue:UpdateDevEndpoint"] },
  {
    title: "Run a data pipeline with another role",
    actions: ["iam:PassRole", "datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"],
  },
  {
    title: "Open a notebook with another role",
    actions: ["iam:PassRole", "sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"],
  },
  { title: "Run commands on instances with another role", actions: ["ssm:SendCommand"] },
  { title: "Open a session on instances with another role", actions: ["ssm:StartSession"] },
];

const ACTIONS = [...new Set(PATHS.flatMap(({ actions }) => actions))];

/** Known ways for the holder of these policies together to gain more. Undecided actions count as allowed. */
export function escalationPaths(policies: readonly Policy[]): EscalationPath[] {
  const statements = policies.flatMap((policy) => policy.statements);
  const policy: Policy = { version: "2012-10-17", statements };
  const named = ACTIONS.filter((action) => statements.some((statement) => mayAllow(statement, action)));
  const possible = PATHS.filter(({ actions }) => actions.every((action) => named.includes(action)));
  const needed = [...new Set(possible.flatMap(({ actions }) => actions))];
  const allowed = needed.filter((action) => {
    return checkAccessNotGranted({ policy, access: { actions: [action] }, type: "identity" }).verdict !== "PASS";
  });
  return possible.filter(({ actions }) => actions.every((action) => allowed.includes(action)));
}

/**
 * Skips the proof for actions that no statement names. For a named action, only the proof shows whether it is allowed.
 */
function mayAllow({ effect, actions }: Statement, action: string): boolean {
  if (effect !== "Allow") return false;
  return actions.negated || actionsOf(actions).isMatchedBy(action.toLowerCase(), () => undefined);
}
