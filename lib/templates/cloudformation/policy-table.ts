import { ORGANIZATION_POLICIES } from "#lib/templates/organization-policies.ts";
import type { PolicyKind } from "../reading.ts";

/**
 * Where a resource type keeps a policy: the path below Properties (`*` is every item of a list), its kind, and its
 * resource type in CheckNoPublicAccess (null: the check has none). `name` is a property next to the path's last one.
 * `required`: the resource makes no sense without the policy. `byArn` picks the public type from a property's ARN,
 * `byType` the kind from the property Type; for other values of Type the policy does not belong to IAM. Source: AWS
 * CloudFormation Template Reference; AWS SDK, enum AccessCheckResourceType.
 */
export type PolicyRow = {
  type: string;
  path: string[];
  kind: PolicyKind;
  publicType: string | null;
  name?: string;
  required?: true;
  byArn?: { property: string; when: [RegExp, string][] };
  byType?: Readonly<Record<string, PolicyKind>>;
};

function identity(type: string, path: string, name?: string, required?: true): PolicyRow {
  return {
    type,
    path: path.split("."),
    kind: "identity",
    publicType: null,
    ...(name && { name }),
    ...(required && { required }),
  };
}

function resource(type: string, path: string, publicType: string | null, required?: true): PolicyRow {
  return { type, path: path.split("."), kind: "resource", publicType, ...(required && { required }) };
}

function narrowing(kind: PolicyKind, type: string, path: string): PolicyRow {
  return { type, path: path.split("."), kind, publicType: null };
}

export const POLICY_TABLE: readonly PolicyRow[] = [
  {
    type: "AWS::IAM::Role",
    path: ["AssumeRolePolicyDocument"],
    kind: "trust",
    publicType: "AWS::IAM::AssumeRolePolicyDocument",
    required: true,
  },
  identity("AWS::IAM::Role", "Policies.*.PolicyDocument", "PolicyName", true),
  identity("AWS::IAM::User", "Policies.*.PolicyDocument", "PolicyName", true),
  identity("AWS::IAM::Group", "Policies.*.PolicyDocument", "PolicyName", true),
  identity("AWS::IAM::Policy", "PolicyDocument", "PolicyName", true),
  identity("AWS::IAM::RolePolicy", "PolicyDocument", "PolicyName"),
  identity("AWS::IAM::UserPolicy", "PolicyDocument", "PolicyName"),
  identity("AWS::IAM::GroupPolicy", "PolicyDocument", "PolicyName"),
  identity("AWS::IAM::ManagedPolicy", "PolicyDocument", "ManagedPolicyName", true),
  identity("AWS::SSO::PermissionSet", "InlinePolicy", "Name"),
  identity("AWS::IoT::Policy", "PolicyDocument", "PolicyName", true),

  resource("AWS::S3::BucketPolicy", "PolicyDocument", "AWS::S3::Bucket", true),
  resource("AWS::S3::AccessPoint", "Policy", "AWS::S3::AccessPoint"),
  resource("AWS::S3::MultiRegionAccessPointPolicy", "Policy", null, true),
  resource("AWS::FSx::S3AccessPointAttachment", "S3AccessPoint.Policy", "AWS::S3::AccessPoint"),
  resource("AWS::S3Files::FileSystemPolicy", "Policy", null, true),
  resource("AWS::S3Vectors::VectorBucketPolicy", "Policy", null, true),
  resource("AWS::S3Express::BucketPolicy", "PolicyDocument", "AWS::S3Express::DirectoryBucket", true),
  resource("AWS::S3Express::AccessPoint", "Policy", "AWS::S3Express::AccessPoint"),
  resource("AWS::S3ObjectLambda::AccessPointPolicy", "PolicyDocument", null, true),
  resource("AWS::S3Outposts::BucketPolicy", "PolicyDocument", "AWS::S3Outposts::Bucket", true),
  resource("AWS::S3Outposts::AccessPoint", "Policy", "AWS::S3Outposts::AccessPoint"),
  resource("AWS::S3Tables::TableBucketPolicy", "ResourcePolicy", "AWS::S3Tables::TableBucket", true),
  resource("AWS::S3Tables::TablePolicy", "ResourcePolicy", "AWS::S3Tables::Table", true),
  resource("AWS::SQS::QueuePolicy", "PolicyDocument", "AWS::SQS::Queue", true),
  resource("AWS::SQS::QueueInlinePolicy", "PolicyDocument", "AWS::SQS::Queue", true),
  resource("AWS::SNS::TopicPolicy", "PolicyDocument", "AWS::SNS::Topic", true),
  resource("AWS::SNS::TopicInlinePolicy", "PolicyDocument", "AWS::SNS::Topic", true),
  resource("AWS::KMS::Key", "KeyPolicy", "AWS::KMS::Key"),
  resource("AWS::KMS::ReplicaKey", "KeyPolicy", "AWS::KMS::Key", true),
  resource("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", "AWS::SecretsManager::Secret", true),
  resource("AWS::ECR::Repository", "RepositoryPolicyText", null),
  resource("AWS::ECR::RegistryPolicy", "PolicyText", null, true),
  resource("AWS::ECR::PublicRepository", "RepositoryPolicyText", null),
  resource("AWS::ECR::RepositoryCreationTemplate", "RepositoryPolicy", null),
  resource("AWS::EFS::FileSystem", "FileSystemPolicy", "AWS::EFS::FileSystem"),
  resource("AWS::DynamoDB::Table", "ResourcePolicy.PolicyDocument", "AWS::DynamoDB::Table"),
  resource("AWS::DynamoDB::Table", "StreamSpecification.ResourcePolicy.PolicyDocument", "AWS::DynamoDB::Stream"),
  resource("AWS::DynamoDB::GlobalTable", "Replicas.*.ResourcePolicy.PolicyDocument", "AWS::DynamoDB::Table"),
  resource(
    "AWS::DynamoDB::GlobalTable",
    "Replicas.*.ReplicaStreamSpecification.ResourcePolicy.PolicyDocument",
    "AWS::DynamoDB::Stream",
  ),
  {
    ...resource("AWS::Kinesis::ResourcePolicy", "ResourcePolicy", "AWS::Kinesis::Stream", true),
    byArn: { property: "ResourceArn", when: [[/\/consumer\//, "AWS::Kinesis::StreamConsumer"]] },
  },
  resource("AWS::OpenSearchService::Domain", "AccessPolicies", "AWS::OpenSearchService::Domain"),
  resource("AWS::Elasticsearch::Domain", "AccessPolicies", "AWS::OpenSearchService::Domain"),
  resource("AWS::ApiGateway::RestApi", "Policy", "AWS::ApiGateway::RestApi"),
  resource("AWS::ApiGateway::RestApi", "Body.x-amazon-apigateway-policy", "AWS::ApiGateway::RestApi"),
  resource("AWS::ApiGateway::DomainNameV2", "Policy", null),
  resource("AWS::CodeArtifact::Domain", "PermissionsPolicyDocument", "AWS::CodeArtifact::Domain"),
  resource("AWS::CodeArtifact::Repository", "PermissionsPolicyDocument", null),
  resource("AWS::Backup::BackupVault", "AccessPolicy", "AWS::Backup::BackupVault"),
  resource("AWS::Backup::LogicallyAirGappedBackupVault", "AccessPolicy", "AWS::Backup::BackupVault"),
  {
    ...resource("AWS::CloudTrail::ResourcePolicy", "ResourcePolicy", null, true),
    byArn: {
      property: "ResourceArn",
      when: [
        [/:dashboard\//, "AWS::CloudTrail::Dashboard"],
        [/:eventdatastore\//, "AWS::CloudTrail::EventDataStore"],
      ],
    },
  },
  resource("AWS::Events::EventBus", "Policy", null),
  resource("AWS::EventSchemas::RegistryPolicy", "Policy", null, true),
  resource("AWS::EventsV2::ResourcePolicy", "PolicyDocument", null, true),
  resource("AWS::Lambda::ResourcePolicy", "PolicyDocument", "AWS::Lambda::Function", true),
  resource("AWS::Logs::ResourcePolicy", "PolicyDocument", null, true),
  resource("AWS::Logs::LogGroup", "ResourcePolicyDocument", null),
  resource("AWS::Logs::Destination", "DestinationPolicy", null),
  resource("AWS::Logs::DeliveryDestination", "DeliveryDestinationPolicy.DeliveryDestinationPolicy", null),
  resource("AWS::MSK::ClusterPolicy", "Policy", null, true),
  resource("AWS::VpcLattice::AuthPolicy", "Policy", null, true),
  resource("AWS::VpcLattice::ResourcePolicy", "Policy", null, true),
  resource("AWS::AIOps::InvestigationGroup", "InvestigationGroupPolicy", null),
  resource("AWS::APS::ResourcePolicy", "PolicyDocument", null, true),
  resource("AWS::Bedrock::ResourcePolicy", "PolicyDocument", null, true),
  resource("AWS::Bedrock::KnowledgeBasePolicy", "PolicyDocument", null, true),
  resource("AWS::BedrockAgentCore::ResourcePolicy", "Policy", null, true),
  resource("AWS::Comprehend::DocumentClassifier", "ModelPolicy", null),
  resource("AWS::Comprehend::EntityRecognizer", "ModelPolicy", null),
  resource("AWS::DSQL::Cluster", "PolicyDocument", null),
  resource("AWS::Lex::ResourcePolicy", "Policy", null, true),
  resource("AWS::MediaPackageV2::ChannelPolicy", "Policy", null, true),
  resource("AWS::MediaPackageV2::OriginEndpointPolicy", "Policy", null, true),
  resource("AWS::MediaStore::Container", "Policy", null),
  resource("AWS::MediaTailor::ChannelPolicy", "Policy", null, true),
  resource("AWS::Oam::Sink", "Policy", null),
  resource("AWS::Omics::SequenceStore", "S3AccessPolicy", null),
  resource("AWS::Organizations::ResourcePolicy", "Content", null, true),
  resource("AWS::OSIS::Pipeline", "ResourcePolicy.Policy", null),
  resource("AWS::PaymentCryptography::Key", "Policy", null),
  resource("AWS::Redshift::Cluster", "NamespaceResourcePolicy", null),
  resource("AWS::RedshiftServerless::Namespace", "NamespaceResourcePolicy", null),
  resource("AWS::RUM::AppMonitor", "ResourcePolicy.PolicyDocument", null),
  resource("AWS::SageMaker::ModelPackageGroup", "ModelPackageGroupPolicy", null),
  resource("AWS::SMSVOICE::ResourcePolicy", "PolicyDocument", null, true),
  resource("AWS::SSM::ResourcePolicy", "Policy", null, true),
  resource("AWS::XRay::ResourcePolicy", "PolicyDocument", null, true),

  {
    ...narrowing("service_control", "AWS::Organizations::Policy", "Content"),
    name: "Name",
    required: true,
    byType: ORGANIZATION_POLICIES,
  },
  narrowing("endpoint", "AWS::EC2::VPCEndpoint", "PolicyDocument"),
  narrowing("endpoint", "AWS::ODB::OdbNetwork", "KmsPolicyDocument"),
  narrowing("endpoint", "AWS::ODB::OdbNetwork", "S3PolicyDocument"),
  narrowing("endpoint", "AWS::ODB::OdbNetwork", "StsPolicyDocument"),
  narrowing("session", "AWS::EKS::PodIdentityAssociation", "Policy"),
  narrowing("session", "AWS::RolesAnywhere::Profile", "SessionPolicy"),
  narrowing("session", "AWS::Transfer::User", "Policy"),
];

/**
 * Where a resource type attaches managed policies: by ARN, or with `named` by a name that is separate in each account.
 */
export const ATTACHMENT_TABLE: readonly { type: string; path: string[]; named?: true }[] = [
  { type: "AWS::IAM::Role", path: ["ManagedPolicyArns", "*"] },
  { type: "AWS::IAM::User", path: ["ManagedPolicyArns", "*"] },
  { type: "AWS::IAM::Group", path: ["ManagedPolicyArns", "*"] },
  { type: "AWS::SSO::PermissionSet", path: ["ManagedPolicies", "*"] },
  { type: "AWS::SSO::PermissionSet", path: ["CustomerManagedPolicyReferences", "*"], named: true },
  { type: "AWS::Budgets::BudgetsAction", path: ["Definition", "IamActionDefinition", "PolicyArn"] },
];
