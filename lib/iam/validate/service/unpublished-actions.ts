import { globTakes } from "./globs.ts";
import type { NamedAction } from "./named-action.ts";

/**
 * Actions missing from the Service Authorization Reference that AWS's managed policies name and its validation accepts.
 * Excludes actions that its validation reports as errors in those policies, such as cloudhsm:GetConfig.
 */
const ACTIONS: Readonly<Record<string, string>> = {
  "route53-recovery-control-config": "DescribeRoutingControlByName",
  "sagemaker-unified-studio-mcp": "CallPrivilegedTool CallReadOnlyTool InvokeMcp",
  securityagent: `BatchGetAgentInstances BatchGetSecurityTestContentMetadata BatchGetTasks CreateDocumentReview
    DeleteDocumentReview GetCodeReviewTask GetDocReviewTask GetDocumentReview GetDocumentReviewArtifact ListAgentInstances
    ListControls ListDocumentReviewComments ListDocumentReviews ListTasks StartPentestExecution StopPentestExecution`,
};

const BY_SERVICE = new Map(
  Object.entries(ACTIONS).map(([service, names]) => [service, names.toLowerCase().split(/\s+/)]),
);

/** Whether AWS accepts an action, or a pattern of actions, without publishing it. */
export function isUnpublished({ service, name }: Pick<NamedAction, "service" | "name">): boolean {
  const names = BY_SERVICE.get(service) ?? [];
  return names.some((one) => globTakes(name.toLowerCase(), one));
}
