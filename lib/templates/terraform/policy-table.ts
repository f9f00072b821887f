import { ORGANIZATION_POLICIES } from "#lib/templates/organization-policies.ts";
import type { PolicyKind } from "../reading.ts";

/**
 * Where a resource type of the AWS provider keeps a policy as JSON text: the path in its values (`*` is every block of
 * a list), its kind, and its resource type in CheckNoPublicAccess (null: the check has none). - `name`: the attribute
 * next to the last one that names the policy; - `required`: the resource makes no sense without the policy; - `block`:
 * the path begins with a block, which `dynamic` can make without the plan's configuration showing it; - `byArn`: picks
 * the public type from the ARN in another attribute; - `byType`: picks the kind from the attribute `type`; for other
 * types the policy does not belong to IAM. Source: documentation of the AWS provider; AWS SDK, enum
 * AccessCheckResourceType.
 */
export type PolicyRow = {
  type: string;
  path: string[];
  kind: PolicyKind;
  publicType: string | null;
  name?: string;
  required?: true;
  block?: true;
  byArn?: { attribute: string; when: [RegExp, string][] };
  byType?: { kinds: Readonly<Record<string, PolicyKind>>; default: string };
};

function identity(type: string, attribute = "policy"): PolicyRow {
  return { type, path: [attribute], kind: "identity", publicType: null, name: "name", required: true };
}

function resource(
  type: string,
  attribute: string,
  publicType: string | null,
  more: Partial<PolicyRow> = {},
): PolicyRow {
  return { type, path: attribute.split("."), kind: "resource", publicType, ...more };
}

function narrowing(kind: PolicyKind, type: string, attribute: string): PolicyRow {
  return { type, path: [attribute], kind, publicType: null };
}

const required = { required: true } as const;

export const POLICY_TABLE: readonly PolicyRow[] = [
  {
    type: "aws_iam_role",
    path: ["assume_role_policy"],
    kind: "trust",
    publicType: "AWS::IAM::AssumeRolePolicyDocument",
    required: true,
  },
  {
    type: "aws_iam_role",
    path: ["inline_policy", "*", "policy"],
    kind: "identity",
    publicType: null,
    name: "name",
    block: true,
  },
  identity("aws_iam_policy"),
  identity("aws_iam_role_policy"),
  identity("aws_iam_user_policy"),
  identity("aws_iam_group_policy"),
  identity("aws_iot_policy"),
  { ...identity("aws_ssoadmin_permission_set_inline_policy", "inline_policy"), name: "permission_set_arn" },

  resource("aws_s3_bucket", "policy", "AWS::S3::Bucket"),
  resource("aws_s3_bucket_policy", "policy", "AWS::S3::Bucket", required),
  resource("aws_s3_access_point", "policy", "AWS::S3::AccessPoint"),
  resource("aws_fsx_s3_access_point_attachment", "s3_access_point.*.policy", "AWS::S3::AccessPoint"),
  resource("aws_s3control_access_point_policy", "policy", "AWS::S3::AccessPoint", required),
  resource("aws_s3control_bucket_policy", "policy", "AWS::S3Outposts::Bucket", required),
  resource("aws_s3control_multi_region_access_point_policy", "details.*.policy", null, { ...required, block: true }),
  resource("aws_s3control_object_lambda_access_point_policy", "policy", null, required),
  resource("aws_s3tables_table_bucket_policy", "resource_policy", "AWS::S3Tables::TableBucket", required),
  resource("aws_s3tables_table_policy", "resource_policy", "AWS::S3Tables::Table", required),
  resource("aws_glacier_vault", "access_policy", "AWS::S3::Glacier"),
  resource("aws_glacier_vault_lock", "policy", "AWS::S3::Glacier", required),
  resource("aws_sqs_queue", "policy", "AWS::SQS::Queue"),
  resource("aws_sqs_queue_policy", "policy", "AWS::SQS::Queue", required),
  resource("aws_sns_topic", "policy", "AWS::SNS::Topic"),
  resource("aws_sns_topic_policy", "policy", "AWS::SNS::Topic", required),
  resource("aws_kms_key", "policy", "AWS::KMS::Key"),
  resource("aws_kms_key_policy", "policy", "AWS::KMS::Key", required),
  resource("aws_kms_external_key", "policy", "AWS::KMS::Key"),
  resource("aws_kms_replica_key", "policy", "AWS::KMS::Key"),
  resource("aws_kms_replica_external_key", "policy", "AWS::KMS::Key"),
  resource("aws_secretsmanager_secret", "policy", "AWS::SecretsManager::Secret"),
  resource("aws_secretsmanager_secret_policy", "policy", "AWS::SecretsManager::Secret", required),
  resource("aws_ecr_repository_policy", "policy", null, required),
  resource("aws_ecr_registry_policy", "policy", null, required),
  resource("aws_ecrpublic_repository_policy", "policy", null, required),
  resource("aws_ecr_repository_creation_template", "repository_policy", null),
  resource("aws_efs_file_system_policy", "policy", "AWS::EFS::FileSystem", required),
  resource("aws_dynamodb_resource_policy", "policy", "AWS::DynamoDB::Table", {
    ...required,
    byArn: { attribute: "resource_arn", when: [[/\/stream\//, "AWS::DynamoDB::Stream"]] },
  }),
  resource("aws_kinesis_resource_policy", "policy", "AWS::Kinesis::Stream", {
    ...required,
    byArn: { attribute: "resource_arn", when: [[/\/consumer\//, "AWS::Kinesis::StreamConsumer"]] },
  }),
  resource("aws_opensearch_domain", "access_policies", "AWS::OpenSearchService::Domain"),
  resource("aws_opensearch_domain_policy", "access_policies", "AWS::OpenSearchService::Domain", required),
  resource("aws_elasticsearch_domain", "access_policies", "AWS::OpenSearchService::Domain"),
  resource("aws_elasticsearch_domain_policy", "access_policies", "AWS::OpenSearchService::Domain", required),
  resource("aws_api_gateway_rest_api", "policy", "AWS::ApiGateway::RestApi"),
  resource("aws_api_gateway_rest_api_policy", "policy", "AWS::ApiGateway::RestApi", required),
  resource("aws_codeartifact_domain_permissions_policy", "policy_document", "AWS::CodeArtifact::Domain", required),
  resource("aws_codeartifact_repository_permissions_policy", "policy_document", null, required),
  resource("aws_codebuild_resource_policy", "policy", null, required),
  resource("aws_backup_vault_policy", "policy", "AWS::Backup::BackupVault", required),
  resource("aws_cloudwatch_event_bus_policy", "policy", null, required),
  resource("aws_cloudwatch_log_destination_policy", "access_policy", null, required),
  resource("aws_cloudwatch_log_resource_policy", "policy_document", null, { ...required, name: "policy_name" }),
  resource("aws_glue_resource_policy", "policy", null, required),
  resource("aws_vpclattice_auth_policy", "policy", null, required),
  resource("aws_vpclattice_resource_policy", "policy", null, required),
  resource("aws_msk_cluster_policy", "policy", null, required),
  resource("aws_media_store_container_policy", "policy", null, required),
  resource("aws_networkfirewall_resource_policy", "policy", null, required),
  resource("aws_sagemaker_model_package_group_policy", "resource_policy", null, required),
  resource("aws_schemas_registry_policy", "policy", null, required),
  resource("aws_ses_identity_policy", "policy", null, { ...required, name: "name" }),
  resource("aws_acmpca_policy", "policy", null, required),
  resource("aws_api_gateway_domain_name", "policy", null),
  resource("aws_cloudsearch_domain_service_access_policy", "access_policy", null, required),
  resource("aws_cloudwatch_log_delivery_destination_policy", "delivery_destination_policy", null, required),
  resource("aws_comprehend_document_classifier", "model_policy", null),
  resource("aws_oam_sink_policy", "policy", null, required),
  resource("aws_organizations_resource_policy", "content", null, required),
  resource("aws_prometheus_resource_policy", "policy_document", null, required),
  resource("aws_redshift_resource_policy", "policy", null, required),
  resource("aws_redshiftserverless_resource_policy", "policy", null, required),
  resource("aws_s3vectors_vector_bucket_policy", "policy", null, required),
  resource("aws_xray_resource_policy", "policy_document", null, { ...required, name: "policy_name" }),
  resource("aws_sesv2_email_identity_policy", "policy", null, { ...required, name: "policy_name" }),
  resource("aws_s3control_access_grants_instance_resource_policy", "policy", null, required),

  {
    ...narrowing("service_control", "aws_organizations_policy", "content"),
    ...required,
    name: "name",
    byType: { kinds: ORGANIZATION_POLICIES, default: "SERVICE_CONTROL_POLICY" },
  },
  narrowing("endpoint", "aws_vpc_endpoint", "policy"),
  narrowing("endpoint", "aws_vpc_endpoint_policy", "policy"),
  narrowing("session", "aws_eks_pod_identity_association", "policy"),
  narrowing("session", "aws_rolesanywhere_profile", "session_policy"),
  narrowing("session", "aws_transfer_access", "policy"),
  narrowing("session", "aws_transfer_user", "policy"),
];

/**
 * Where a resource type attaches managed policies: by ARN, or with `named` by a name that is separate in each account.
 */
export const ATTACHMENT_TABLE: readonly { type: string; path: string[]; named?: true }[] = [
  { type: "aws_iam_role", path: ["managed_policy_arns", "*"] },
  { type: "aws_iam_role_policy_attachment", path: ["policy_arn"] },
  { type: "aws_iam_user_policy_attachment", path: ["policy_arn"] },
  { type: "aws_iam_group_policy_attachment", path: ["policy_arn"] },
  { type: "aws_iam_policy_attachment", path: ["policy_arn"] },
  { type: "aws_iam_role_policy_attachments_exclusive", path: ["policy_arns", "*"] },
  { type: "aws_iam_user_policy_attachments_exclusive", path: ["policy_arns", "*"] },
  { type: "aws_iam_group_policy_attachments_exclusive", path: ["policy_arns", "*"] },
  { type: "aws_quicksight_iam_policy_assignment", path: ["policy_arn"] },
  { type: "aws_ssoadmin_managed_policy_attachment", path: ["managed_policy_arn"] },
  { type: "aws_ssoadmin_managed_policy_attachments_exclusive", path: ["managed_policy_arns", "*"] },
  ...[
    "aws_ssoadmin_customer_managed_policy_attachment",
    "aws_ssoadmin_customer_managed_policy_attachments_exclusive",
  ].map((type) => ({ type, path: ["customer_managed_policy_reference", "*"], named: true as const })),
  { type: "aws_budgets_budget_action", path: ["definition", "*", "iam_action_definition", "*", "policy_arn"] },
];
