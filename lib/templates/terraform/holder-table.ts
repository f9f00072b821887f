import { type HeldRow, heldRow } from "#lib/templates/resource-holders.ts";

const held = (...row: Parameters<typeof heldRow>): HeldRow[] => [heldRow(...row)];

const PERMISSION_SET = held("permission set", "permission_set_arn");
const PORTFOLIO = held("portfolio", "portfolio_id");
const OBJECT = [...held("bucket", "bucket"), ...held("object", "key")];
const RESOURCE = held("resource", "resource_arn");
const DOMAIN = held("domain", "domain_name");

/** The shared parts of a data lake. Blocks the configuration does not set are unknown before the apply. */
const LAKE = [
  ...held("catalog", "catalog_id"),
  ...held("catalog of database", "database.*.catalog_id"),
  ...held("catalog of table", "table.*.catalog_id"),
  ...held("catalog of columns", "table_with_columns.*.catalog_id"),
  ...held("catalog of cells", "data_cells_filter.*.table_catalog_id"),
  ...held("catalog of location", "data_location.*.catalog_id"),
  ...held("catalog of tag", "lf_tag.*.catalog_id"),
  ...held("catalog of tagged resources", "lf_tag_policy.*.catalog_id"),
  ...held("database", "database.*.name"),
  ...held("tables of database", "table.*.database_name", { each: { name: "table" } }),
  ...held("columns of database", "table_with_columns.*.database_name"),
  ...held("columns of table", "table_with_columns.*.name", {
    each: { "column_names.*": "column" },
    all: { "excluded_column_names.*": "excluded column" },
  }),
  ...held("cells of database", "data_cells_filter.*.database_name"),
  ...held("cells of table", "data_cells_filter.*.table_name"),
  ...held("cell filter", "data_cells_filter.*.name"),
  ...held("location", "data_location.*.arn"),
  ...held("tag", "lf_tag.*.key"),
  ...held("tag value", "lf_tag.*.values.*"),
  ...held("tagged resource type", "lf_tag_policy.*.resource_type", { all: { "expression.*": "tag" } }),
  ...held("permission", "permissions.*"),
  ...held("grantable permission", "permissions_with_grant_option.*"),
];

const QUICKSIGHT = held("action", "permissions.*.actions.*", { each: { principal: "principal" } });

/**
 * Where a resource type says whom it gives a policy to, or what it puts the policy on, and the kinds of these. Sharing
 * described in words that no policy has is identified in the same way. Source: documentation of the AWS provider.
 */
export const HELD_BY: Readonly<Record<string, readonly HeldRow[]>> = {
  aws_iam_role_policy: held("role", "role"),
  aws_iam_user_policy: held("user", "user"),
  aws_iam_group_policy: held("group", "group"),
  aws_iam_role_policy_attachment: held("role", "role"),
  aws_iam_user_policy_attachment: held("user", "user"),
  aws_iam_group_policy_attachment: held("group", "group"),
  aws_iam_policy_attachment: [...held("role", "roles.*"), ...held("user", "users.*"), ...held("group", "groups.*")],
  aws_iam_role_policy_attachments_exclusive: held("role", "role_name"),
  aws_iam_user_policy_attachments_exclusive: held("user", "user_name"),
  aws_iam_group_policy_attachments_exclusive: held("group", "group_name"),
  aws_ssoadmin_permission_set_inline_policy: PERMISSION_SET,
  aws_ssoadmin_managed_policy_attachment: PERMISSION_SET,
  aws_ssoadmin_managed_policy_attachments_exclusive: PERMISSION_SET,
  aws_ssoadmin_customer_managed_policy_attachment: PERMISSION_SET,
  aws_ssoadmin_customer_managed_policy_attachments_exclusive: PERMISSION_SET,

  aws_vpc_endpoint_policy: held("endpoint", "vpc_endpoint_id"),
  aws_s3_bucket_policy: held("bucket", "bucket"),
  aws_s3control_access_point_policy: held("access point", "access_point_arn"),
  aws_s3control_bucket_policy: held("bucket", "bucket"),
  aws_s3control_multi_region_access_point_policy: held("access point", "details.*.name"),
  aws_s3control_object_lambda_access_point_policy: held("access point", "name"),
  aws_s3tables_table_bucket_policy: held("bucket", "table_bucket_arn"),
  aws_s3tables_table_policy: [
    ...held("bucket", "table_bucket_arn"),
    ...held("namespace", "namespace"),
    ...held("table", "name"),
  ],
  aws_s3vectors_vector_bucket_policy: held("bucket", "vector_bucket_arn"),
  aws_glacier_vault_lock: held("vault", "vault_name"),
  aws_sqs_queue_policy: held("queue", "queue_url"),
  aws_sns_topic_policy: held("topic", "arn"),
  aws_kms_key_policy: held("key", "key_id"),
  aws_secretsmanager_secret_policy: held("secret", "secret_arn"),
  aws_ecr_repository_policy: held("repository", "repository"),
  aws_ecrpublic_repository_policy: held("repository", "repository_name"),
  aws_efs_file_system_policy: held("file system", "file_system_id"),
  aws_dynamodb_resource_policy: RESOURCE,
  aws_kinesis_resource_policy: RESOURCE,
  aws_opensearch_domain_policy: DOMAIN,
  aws_elasticsearch_domain_policy: DOMAIN,
  aws_cloudsearch_domain_service_access_policy: DOMAIN,
  aws_api_gateway_rest_api_policy: held("API", "rest_api_id"),
  aws_codeartifact_domain_permissions_policy: held("domain", "domain"),
  aws_codeartifact_repository_permissions_policy: [...held("domain", "domain"), ...held("repository", "repository")],
  aws_codebuild_resource_policy: RESOURCE,
  aws_backup_vault_policy: held("vault", "backup_vault_name"),
  aws_cloudwatch_event_bus_policy: held("event bus", "event_bus_name"),
  aws_cloudwatch_log_destination_policy: held("destination", "destination_name"),
  aws_cloudwatch_log_delivery_destination_policy: held("destination", "delivery_destination_name"),
  aws_cloudwatch_log_resource_policy: RESOURCE,
  aws_vpclattice_auth_policy: held("resource", "resource_identifier"),
  aws_vpclattice_resource_policy: RESOURCE,
  aws_msk_cluster_policy: held("cluster", "cluster_arn"),
  aws_media_store_container_policy: held("container", "container_name"),
  aws_networkfirewall_resource_policy: RESOURCE,
  aws_sagemaker_model_package_group_policy: held("model package group", "model_package_group_name"),
  aws_schemas_registry_policy: held("registry", "registry_name"),
  aws_ses_identity_policy: held("identity", "identity"),
  aws_sesv2_email_identity_policy: held("identity", "email_identity"),
  aws_acmpca_policy: RESOURCE,
  aws_oam_sink_policy: held("sink", "sink_identifier"),
  aws_prometheus_resource_policy: held("workspace", "workspace_id"),
  aws_redshift_resource_policy: RESOURCE,
  aws_redshiftserverless_resource_policy: RESOURCE,

  aws_acmpca_permission: [
    ...held("certificate authority", "certificate_authority_arn"),
    ...held("action", "actions.*"),
  ],
  aws_ami_launch_permission: held("image", "image_id"),
  aws_auditmanager_framework_share: held("framework", "framework_id"),
  aws_directory_service_shared_directory: held("directory", "directory_id"),
  aws_eks_access_entry: [...held("cluster", "cluster_name"), ...held("Kubernetes group", "kubernetes_groups.*")],
  aws_eks_access_policy_association: [
    ...held("cluster", "cluster_name"),
    ...held("access policy", "policy_arn", { each: { "access_scope.*.namespaces.*": "namespace" } }),
  ],
  aws_globalaccelerator_cross_account_attachment: [
    ...held("endpoint", "resource.*.endpoint_id"),
    ...held("address range", "resource.*.cidr_block"),
  ],
  aws_kms_grant: [
    ...held("key", "key_id"),
    ...held("operation", "operations.*", {
      all: {
        "constraints.*.encryption_context_equals": "context",
        "constraints.*.encryption_context_subset": "context with",
      },
    }),
  ],
  aws_lakeformation_permissions: LAKE,
  aws_licensemanager_grant: [...held("license", "license_arn"), ...held("operation", "allowed_operations.*")],
  aws_network_interface_permission: [
    ...held("network interface", "network_interface_id"),
    ...held("permission", "permission"),
  ],
  aws_opensearch_authorize_vpc_endpoint_access: DOMAIN,
  aws_organizations_delegated_administrator: held("service", "service_principal"),
  aws_ram_principal_association: held("share", "resource_share_arn"),
  aws_ram_resource_association: held("resource", "resource_arn"),
  aws_ram_resource_share_associations_exclusive: [
    ...held("share", "resource_share_arn"),
    ...held("resource", "resource_arns.*"),
  ],
  aws_ram_resource_share: held("permission", "permission_arns.*", { otherwise: "by default" }),
  aws_redshift_data_share_authorization: [
    ...held("data share", "data_share_arn"),
    ...held("permission to write", "allow_writes"),
  ],
  aws_redshift_endpoint_authorization: held("cluster", "cluster_identifier", { each: { "vpc_ids.*": "network" } }),
  aws_s3_bucket_acl: held("bucket", "bucket"),
  aws_s3_bucket_object: OBJECT,
  aws_s3_object: OBJECT,
  aws_s3_object_copy: OBJECT,
  aws_s3control_access_grant: [
    ...held("location", "access_grants_location_id", {
      each: { "access_grants_location_configuration.*.s3_sub_prefix": "prefix" },
    }),
    ...held("permission", "permission"),
  ],
  aws_securitylake_subscriber: [
    ...held("access type", "access_type"),
    ...held("source", "source.*.aws_log_source_resource.*.source_name"),
    ...held("custom source", "source.*.custom_log_source_resource.*.source_name"),
  ],
  aws_servicecatalog_portfolio_share: PORTFOLIO,
  aws_servicecatalog_principal_portfolio_association: PORTFOLIO,
  aws_signer_signing_profile_permission: [...held("profile", "profile_name"), ...held("action", "action")],
  aws_snapshot_create_volume_permission: held("snapshot", "snapshot_id"),
  aws_vpc_endpoint_service_allowed_principal: held("endpoint service", "vpc_endpoint_service_id"),
  aws_quicksight_analysis: QUICKSIGHT,
  aws_quicksight_dashboard: QUICKSIGHT,
  aws_quicksight_data_set: QUICKSIGHT,
  aws_quicksight_data_source: QUICKSIGHT,
  aws_quicksight_folder: QUICKSIGHT,
  aws_quicksight_template: QUICKSIGHT,
  aws_quicksight_theme: QUICKSIGHT,
};
