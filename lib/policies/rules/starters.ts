import { DEFINITION_DEFAULTS, type ProfileDefinition, type SensitiveAccess } from "#lib/checks/profile.ts";

/** Actions an identity can use to widen its own permissions, or those of another identity it controls. */
const PRIVILEGE_ESCALATION: SensitiveAccess = {
  name: "Privilege escalation",
  actions: [
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreatePolicyVersion",
    "iam:DeactivateMFADevice",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:PutGroupPolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:PutUserPermissionsBoundary",
    "iam:PutUserPolicy",
    "iam:ResyncMFADevice",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateLoginProfile",
    "organizations:DetachPolicy",
    "organizations:LeaveOrganization",
  ],
  resources: [],
};

/** Passing one of these roles to a service is equivalent to having it. */
const SENSITIVE_ROLES: SensitiveAccess = {
  name: "Passing of sensitive roles",
  actions: ["iam:PassRole"],
  resources: [
    "arn:aws:iam::*:role/Admin",
    "arn:aws:iam::*:role/Administrator",
    "arn:aws:iam::*:role/AWSControlTowerExecution",
    "arn:aws:iam::*:role/OrganizationAccountAccessRole",
  ],
};

/** Actions that stop or reduce the record of what happened in an account. */
const CLOUDTRAIL_TAMPERING: SensitiveAccess = {
  name: "CloudTrail tampering",
  actions: [
    "cloudtrail:DeleteEventDataStore",
    "cloudtrail:DeleteTrail",
    "cloudtrail:PutEventSelectors",
    "cloudtrail:StopEventDataStoreIngestion",
    "cloudtrail:StopLogging",
    "cloudtrail:UpdateEventDataStore",
    "cloudtrail:UpdateTrail",
  ],
  resources: [],
};

/** What a program usually starts with; each starter can be added to any profile. */
export type Starter = { title: string; explain: string } & (
  | { kind: "rule"; rule: SensitiveAccess }
  | { kind: "public" }
);

export const STARTERS: readonly Starter[] = [
  {
    kind: "rule",
    title: PRIVILEGE_ESCALATION.name,
    explain: "No one may widen their own access, or that of someone they control.",
    rule: PRIVILEGE_ESCALATION,
  },
  {
    kind: "rule",
    title: SENSITIVE_ROLES.name,
    explain: "No one may pass an administrator role to a service.",
    rule: SENSITIVE_ROLES,
  },
  {
    kind: "rule",
    title: CLOUDTRAIL_TAMPERING.name,
    explain: "No one may stop or thin out the audit trail.",
    rule: CLOUDTRAIL_TAMPERING,
  },
  { kind: "public", title: "Public access", explain: "No resource may be open to everyone." },
];

/** AWS managed policies that only let a workload write its own logs, traces and network interfaces. */
const HARMLESS_MANAGED_POLICIES = [
  "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess",
  "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
  "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
  "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
];

/** The profile every program starts with, for all tiers until someone publishes another. */
export const STANDARD_PROFILE = {
  name: "Standard",
  description:
    "No privilege escalation, no passing of sensitive roles, no tampering with CloudTrail, no public access. Policies must be valid, without access keys or anyone from outside the account. Start here, then add reference policies to limit what teams may have.",
  definition: {
    references: { identity: [], resource: [] },
    sensitive: [PRIVILEGE_ESCALATION, SENSITIVE_ROLES, CLOUDTRAIL_TAMPERING],
    publicAccess: true,
    acceptedManagedPolicies: HARMLESS_MANAGED_POLICIES,
    ...DEFINITION_DEFAULTS,
  } as ProfileDefinition,
};
