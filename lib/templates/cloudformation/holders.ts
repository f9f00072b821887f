import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child, rowOf, stringValue } from "../node.ts";
import { exploreAll } from "./explore.ts";
import { intrinsicOf } from "./intrinsic.ts";
import { type Owner, seeHolder } from "./report.ts";
import { afresh, type Resolution } from "./resolution.ts";
import { walk } from "./walk.ts";

const PRINCIPALS = { "Roles.*": "role", "Users.*": "user", "Groups.*": "group" };
const RESOURCE = { ResourceArn: "resource" };
const CHANNEL = { ChannelGroupName: "channel group", ChannelName: "channel" };
const PORTFOLIO = { PortfolioId: "portfolio" };
const APPLICATION = { ApplicationId: "application" };
const LAKE = { "Permissions.*": "permission", "PermissionsWithGrantOption.*": "permission to grant" };
const QUICKSIGHT = { "Permissions.*.Actions.*": "action" };

/**
 * The properties by which a policy that is a resource of its own is given to a principal, or is put on what it opens, and what
 * these are. What one says of what others may do there, in words that no policy has, tells its sharing from another in the same
 * way. Source: AWS CloudFormation Template Reference.
 */
export const HELD_BY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "AWS::IAM::Policy": PRINCIPALS,
  "AWS::IAM::ManagedPolicy": PRINCIPALS,
  "AWS::IAM::RolePolicy": { RoleName: "role" },
  "AWS::IAM::UserPolicy": { UserName: "user" },
  "AWS::IAM::GroupPolicy": { GroupName: "group" },

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
    "KubernetesGroups.*": "group of Kubernetes",
    "AccessPolicies.*.PolicyArn": "access policy",
  },
  "AWS::GlobalAccelerator::CrossAccountAttachment": {
    "Resources.*.EndpointId": "endpoint",
    "Resources.*.Cidr": "address range",
  },
  "AWS::LakeFormation::Permissions": {
    "Resource.DatabaseResource.CatalogId": "catalog of database",
    "Resource.DatabaseResource.Name": "database",
    "Resource.TableResource.CatalogId": "catalog of table",
    "Resource.TableResource.DatabaseName": "tables of database",
    "Resource.TableResource.Name": "table",
    "Resource.TableWithColumnsResource.CatalogId": "catalog of columns",
    "Resource.TableWithColumnsResource.DatabaseName": "columns of database",
    "Resource.TableWithColumnsResource.Name": "columns of table",
    "Resource.TableWithColumnsResource.ColumnNames.*": "column",
    "Resource.TableWithColumnsResource.ColumnWildcard.ExcludedColumnNames.*": "excluded column",
    "Resource.DataLocationResource.CatalogId": "catalog of location",
    "Resource.DataLocationResource.S3Resource": "location",
    ...LAKE,
  },
  "AWS::LakeFormation::PrincipalPermissions": {
    Catalog: "catalog",
    "Resource.Database.CatalogId": "catalog of database",
    "Resource.Database.Name": "database",
    "Resource.Table.CatalogId": "catalog of table",
    "Resource.Table.DatabaseName": "tables of database",
    "Resource.Table.Name": "table",
    "Resource.TableWithColumns.CatalogId": "catalog of columns",
    "Resource.TableWithColumns.DatabaseName": "columns of database",
    "Resource.TableWithColumns.Name": "columns of table",
    "Resource.TableWithColumns.ColumnNames.*": "column",
    "Resource.TableWithColumns.ColumnWildcard.ExcludedColumnNames.*": "excluded column",
    "Resource.DataCellsFilter.TableCatalogId": "catalog of cells",
    "Resource.DataCellsFilter.DatabaseName": "cells of database",
    "Resource.DataCellsFilter.TableName": "cells of table",
    "Resource.DataCellsFilter.Name": "filter of cells",
    "Resource.DataLocation.CatalogId": "catalog of location",
    "Resource.DataLocation.ResourceArn": "location",
    "Resource.LFTag.CatalogId": "catalog of tag",
    "Resource.LFTag.TagKey": "tag",
    "Resource.LFTag.TagValues.*": "value of a tag",
    "Resource.LFTagPolicy.CatalogId": "catalog of what is tagged",
    "Resource.LFTagPolicy.ResourceType": "kind of what is tagged",
    "Resource.LFTagPolicy.Expression.*.TagKey": "tag of what is shared",
    "Resource.LFTagPolicy.Expression.*.TagValues.*": "value of a tag of what is shared",
    ...LAKE,
  },
  "AWS::Lambda::Url": { TargetFunctionArn: "function", Qualifier: "alias" },
  "AWS::LicenseManager::Grant": { LicenseArn: "license", "AllowedOperations.*": "operation" },
  "AWS::MediaConnect::FlowEntitlement": { FlowArn: "flow" },
  "AWS::QBusiness::DataAccessor": { ...APPLICATION, "ActionConfigurations.*.Action": "action" },
  "AWS::QBusiness::Permission": { ...APPLICATION, "Actions.*": "action" },
  "AWS::QuickSight::Analysis": QUICKSIGHT,
  "AWS::QuickSight::Dashboard": { ...QUICKSIGHT, "LinkSharingConfiguration.Permissions.*.Actions.*": "action by link" },
  "AWS::QuickSight::DataSet": QUICKSIGHT,
  "AWS::QuickSight::DataSource": QUICKSIGHT,
  "AWS::QuickSight::Template": QUICKSIGHT,
  "AWS::QuickSight::Theme": QUICKSIGHT,
  "AWS::RAM::ResourceShare": { "ResourceArns.*": "resource" },
  "AWS::Redshift::EndpointAuthorization": { ClusterIdentifier: "cluster" },
  "AWS::S3::AccessGrant": {
    AccessGrantsLocationId: "location",
    "AccessGrantsLocationConfiguration.S3SubPrefix": "prefix",
    Permission: "permission",
  },
  "AWS::SecurityLake::Subscriber": { "AccessTypes.*": "type of access" },
  "AWS::ServiceCatalog::PortfolioPrincipalAssociation": PORTFOLIO,
  "AWS::ServiceCatalog::PortfolioShare": PORTFOLIO,
  "AWS::Signer::ProfilePermission": { ProfileName: "profile", Action: "action" },
};

/** Whom a resource gives its policy to, or what it puts it on. One who can not be known is told by what the template says. */
export function readHolders(owner: Owner): void {
  const properties = child(owner.node, "Properties");
  if (!properties) return;
  for (const [property, kind] of Object.entries(rowOf(HELD_BY, owner.type) ?? {})) {
    const steps = property.split(".");
    for (const place of walk(properties, steps, owner.path, afresh(owner.env))) {
      const see = (node: Node, env: Resolution, name?: string) => {
        const told = name === undefined ? { name: canonicalJson(node), words: wordsOf(node, kind) } : { name };
        seeHolder(
          owner,
          { ...told, kind, name: `${kind} ${told.name}`, ...referredTo(node, env), span: node.span },
          env,
        );
      };
      const whole = child(properties, steps[0] ?? "");
      if (place.kind === "gap" && whole) see(whole, place.env);
      if (place.kind !== "found") continue;
      const { node, path, env } = place;
      const leaves = exploreAll(env, (own) => own.resolve(node, path, own));
      if (typeof leaves === "string") see(node, env);
      else
        for (const { env: own, result } of leaves)
          if (result.kind !== "absent") see(node, own, result.kind === "string" ? result.value : undefined);
    }
  }
}

function wordsOf(node: Node, kind: string): string {
  const parameter = refIn(node);
  return parameter === undefined
    ? `a ${kind} that is known only at deployment`
    : `whichever ${kind} the parameter ${parameter} names`;
}

function refIn(node: Node): string | undefined {
  const intrinsic = intrinsicOf(node);
  return intrinsic?.name === "Ref" ? stringValue(intrinsic.argument) : undefined;
}

function referredTo(node: Node, { template }: Resolution): { resource?: { name: string; type: string } } {
  const name = refIn(node);
  const type = name === undefined ? undefined : stringValue(child(template.resources.get(name), "Type"));
  return name === undefined || type === undefined ? {} : { resource: { name, type } };
}
