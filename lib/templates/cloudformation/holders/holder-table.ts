import { type HeldRow, heldRow } from "#lib/templates/resource-holders.ts";

const PRINCIPALS = { "Roles.*": "role", "Users.*": "user", "Groups.*": "group" };
const RESOURCE = { ResourceArn: "resource" };
const CHANNEL = { ChannelGroupName: "channel group", ChannelName: "channel" };
const PORTFOLIO = { PortfolioId: "portfolio" };
const APPLICATION = { ApplicationId: "application" };
const LAKE = { "Permissions.*": "permission", "PermissionsWithGrantOption.*": "grantable permission" };
const COLUMNS = {
  kind: "columns of table",
  each: { "ColumnNames.*": "column" },
  all: { "ColumnWildcard.ExcludedColumnNames.*": "excluded column" },
};
const TABLES = { kind: "tables of database", each: { Name: "table" } };
const TO_PRINCIPAL = { kind: "action", each: { Principal: "principal" } };
const QUICKSIGHT = { "Permissions.*.Actions.*": TO_PRINCIPAL };

/** The kind of thing a property names, optionally with neighbouring properties that narrow it. */
type Kind = string | Omit<HeldRow, "path">;

/**
 * The properties with which a standalone policy resource is given to a principal or put on a resource, and the kind of
 * each. Sharing described in words that no policy has is identified in the same way. Source: AWS CloudFormation
 * Template Reference.
 */
const KINDS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  "AWS::IAM::Policy": PRINCIPALS,
  "AWS::IAM::ManagedPolicy": PRINCIPALS,
  "AWS::IAM::RolePolicy": { RoleName: "role" },
  "AWS::IAM::UserPolicy": { UserName: "user" },
  "AWS::IAM::GroupPolicy": { GroupName: "group" },
  "AWS::Organizations::Policy": { "TargetIds.*": "target" },

  "AWS::S3::BucketPolicy": { Bucket: "bucket" },
  "AWS::S3::MultiRegionAccessPointPolicy": { MrapName: "access point" },
  "AWS::S3Files::FileSystemPolicy": { FileSystemId: "file system" },
  "AWS::S3Vectors::VectorBucketPolicy": { VectorBucketArn: "bucket", VectorBucketName: "bucket" },
  "AWS::S3Express::BucketPolicy": { Bucket: "bucket" },
  "AWS::S3ObjectLambda::AccessPointPolicy": { ObjectLambdaAccessPoint: "access point" },
  "AWS::S3Outposts::BucketPolicy": { Bucket: "bucket" },
  "AWS::S3Tables::TableBucketPolicy": { TableBucketARN: "bucket" },
  "AWS::S3Tables::TablePolicy": { TableARN: "table" },
  "AWS::SQS::QueuePolicy": { "Queues.*": "queue" },
  "AWS::SQS::QueueInlinePolicy": { Queue: "queue" },
  "AWS::SNS::TopicPolicy": { "Topics.*": "topic" },
  "AWS::SNS::TopicInlinePolicy": { TopicArn: "topic" },
  "AWS::SecretsManager::ResourcePolicy": { SecretId: "secret" },
  "AWS::Kinesis::ResourcePolicy": RESOURCE,
  "AWS::CloudTrail::ResourcePolicy": RESOURCE,
  "AWS::Events::EventBusPolicy": { EventBusName: "event bus" },
  "AWS::EventSchemas::RegistryPolicy": { RegistryName: "registry" },
  "AWS::EventsV2::ResourcePolicy": RESOURCE,
  "AWS::Lambda::ResourcePolicy": RESOURCE,
  "AWS::Logs::ResourcePolicy": RESOURCE,
  "AWS::MSK::ClusterPolicy": { ClusterArn: "cluster" },
  "AWS::VpcLattice::AuthPolicy": { ResourceIdentifier: "resource" },
  "AWS::VpcLattice::ResourcePolicy": RESOURCE,
  "AWS::APS::ResourcePolicy": { WorkspaceArn: "workspace" },
  "AWS::Bedrock::ResourcePolicy": RESOURCE,
  "AWS::Bedrock::KnowledgeBasePolicy": { KnowledgeBaseId: "knowledge base" },
  "AWS::BedrockAgentCore::ResourcePolicy": RESOURCE,
  "AWS::Lex::ResourcePolicy": RESOURCE,
  "AWS::MediaPackageV2::ChannelPolicy": CHANNEL,
  "AWS::MediaPackageV2::OriginEndpointPolicy": { ...CHANNEL, OriginEndpointName: "endpoint" },
  "AWS::MediaTailor::ChannelPolicy": { ChannelName: "channel" },
  "AWS::SMSVOICE::ResourcePolicy": RESOURCE,
  "AWS::SSM::ResourcePolicy": RESOURCE,

  "AWS::ACMPCA::Permission": { CertificateAuthorityArn: "certificate authority", "Actions.*": "action" },
  "AWS::EC2::NetworkInterfacePermission": { NetworkInterfaceId: "network interface", Permission: "permission" },
  "AWS::EC2::VPCEndpointServicePermissions": { ServiceId: "endpoint service" },
  "AWS::EKS::AccessEntry": {
    ClusterName: "cluster",
    "KubernetesGroups.*": "Kubernetes group",
    "AccessPolicies.*.PolicyArn": { kind: "access policy", each: { "AccessScope.Namespaces.*": "namespace" } },
  },
  "AWS::GlobalAccelerator::CrossAccountAttachment": {
    "Resources.*.EndpointId": "endpoint",
    "Resources.*.Cidr": "address range",
  },
  "AWS::LakeFormation::Permissions": {
    "Resource.DatabaseResource.CatalogId": "catalog of database",
    "Resource.DatabaseResource.Name": "database",
    "Resource.TableResource.CatalogId": "catalog of table",
    "Resource.TableResource.DatabaseName": TABLES,
    "Resource.TableWithColumnsResource.CatalogId": "catalog of columns",
    "Resource.TableWithColumnsResource.DatabaseName": "columns of database",
    "Resource.TableWithColumnsResource.Name": COLUMNS,
    "Resource.DataLocationResource.CatalogId": "catalog of location",
    "Resource.DataLocationResource.S3Resource": "location",
    ...LAKE,
  },
  "AWS::LakeFormation::PrincipalPermissions": {
    Catalog: "catalog",
    "Resource.Database.CatalogId": "catalog of database",
    "Resource.Database.Name": "database",
    "Resource.Table.CatalogId": "catalog of table",
    "Resource.Table.DatabaseName": TABLES,
    "Resource.TableWithColumns.CatalogId": "catalog of columns",
    "Resource.TableWithColumns.DatabaseName": "columns of database",
    "Resource.TableWithColumns.Name": COLUMNS,
    "Resource.DataCellsFilter.TableCatalogId": "catalog of cells",
    "Resource.DataCellsFilter.DatabaseName": "cells of database",
    "Resource.DataCellsFilter.TableName": "cells of table",
    "Resource.DataCellsFilter.Name": "cell filter",
    "Resource.DataLocation.CatalogId": "catalog of location",
    "Resource.DataLocation.ResourceArn": "location",
    "Resource.LFTag.CatalogId": "catalog of tag",
    "Resource.LFTag.TagKey": "tag",
    "Resource.LFTag.TagValues.*": "tag value",
    "Resource.LFTagPolicy.CatalogId": "catalog of tagged resources",
    "Resource.LFTagPolicy.ResourceType": { kind: "tagged resource type", all: { "Expression.*": "tag" } },
    ...LAKE,
  },
  "AWS::Lambda::Url": { TargetFunctionArn: "function", Qualifier: "alias" },
  "AWS::LicenseManager::Grant": { LicenseArn: "license", "AllowedOperations.*": "operation" },
  "AWS::MediaConnect::FlowEntitlement": { FlowArn: "flow" },
  "AWS::QBusiness::DataAccessor": {
    ...APPLICATION,
    "ActionConfigurations.*.Action": { kind: "action", all: { FilterConfiguration: "filter" } },
  },
  "AWS::QBusiness::Permission": {
    ...APPLICATION,
    "Actions.*": { kind: "action", all: { "Conditions.*": "condition" } },
  },
  "AWS::QuickSight::Analysis": QUICKSIGHT,
  "AWS::QuickSight::Dashboard": {
    ...QUICKSIGHT,
    "LinkSharingConfiguration.Permissions.*.Actions.*": { ...TO_PRINCIPAL, kind: "action through a link" },
  },
  "AWS::QuickSight::DataSet": QUICKSIGHT,
  "AWS::QuickSight::DataSource": QUICKSIGHT,
  "AWS::QuickSight::Template": QUICKSIGHT,
  "AWS::QuickSight::Theme": QUICKSIGHT,
  "AWS::RAM::PrincipalAssociation": { ResourceShareArn: "share" },
  "AWS::RAM::ResourceShare": {
    "ResourceArns.*": "resource",
    "PermissionArns.*": { kind: "permission", otherwise: "by default" },
  },
  "AWS::Redshift::EndpointAuthorization": {
    ClusterIdentifier: { kind: "cluster", each: { "VpcIds.*": "network" } },
  },
  "AWS::S3::AccessGrant": {
    AccessGrantsLocationId: {
      kind: "location",
      each: { "AccessGrantsLocationConfiguration.S3SubPrefix": "prefix" },
    },
    Permission: "permission",
  },
  "AWS::SecurityLake::Subscriber": {
    "AccessTypes.*": "access type",
    "Sources.*.AwsLogSource.SourceName": "source",
    "Sources.*.CustomLogSource.SourceName": "custom source",
  },
  "AWS::ServiceCatalog::PortfolioPrincipalAssociation": PORTFOLIO,
  "AWS::ServiceCatalog::PortfolioShare": PORTFOLIO,
  "AWS::Signer::ProfilePermission": { ProfileName: "profile", Action: "action" },
};

export const HELD_BY: Readonly<Record<string, readonly HeldRow[]>> = Object.fromEntries(
  Object.entries(KINDS).map(([type, by]) => [
    type,
    Object.entries(by).map(([path, kind]) =>
      typeof kind === "string" ? heldRow(kind, path) : heldRow(kind.kind, path, kind),
    ),
  ]),
);
