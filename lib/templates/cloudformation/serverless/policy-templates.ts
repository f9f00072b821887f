/**
 * What a SAM policy template allows. `actions` begin with their service; `resources` are ARNs without `arn:` and the
 * partition, or a whole value; `{r}` and `{a}` are the region and the account, any other name in braces is a parameter.
 * Source: AWS SAM Developer Guide, "AWS SAM policy template list".
 */
export type TemplateStatement = { actions: string; resources: string[]; when?: [key: string, value: string] };

function allow(actions: string, resources: string[], when?: [string, string]): TemplateStatement {
  return { actions, resources, ...(when && { when }) };
}

export const POLICY_TEMPLATES: Readonly<Record<string, readonly TemplateStatement[]>> = {
  AMIDescribePolicy: [allow("ec2: DescribeImages", ["*"])],
  AWSSecretsManagerGetSecretValuePolicy: [allow("secretsmanager: GetSecretValue", ["{SecretArn}"])],
  AWSSecretsManagerRotationPolicy: [
    allow(
      "secretsmanager: DescribeSecret GetSecretValue PutSecretValue UpdateSecretVersionStage",
      ["secretsmanager:{r}:{a}:secret:*"],
      ["secretsmanager:resource/AllowRotationLambdaArn", "lambda:{r}:{a}:function:{FunctionName}"],
    ),
    allow("secretsmanager: GetRandomPassword", ["*"]),
  ],
  AcmGetCertificatePolicy: [allow("acm: GetCertificate", ["{CertificateArn}"])],
  AthenaQueryPolicy: [
    allow(
      "athena: ListWorkGroups GetExecutionEngine GetExecutionEngines GetNamespace GetCatalogs GetNamespaces GetTables GetTable",
      ["*"],
    ),
    allow(
      "athena: StartQueryExecution GetQueryResults DeleteNamedQuery GetNamedQuery ListQueryExecutions StopQueryExecution GetQueryResultsStream ListNamedQueries CreateNamedQuery GetQueryExecution BatchGetNamedQuery BatchGetQueryExecution GetWorkGroup",
      ["athena:{r}:{a}:workgroup/{WorkGroupName}"],
    ),
  ],
  CloudFormationDescribeStacksPolicy: [allow("cloudformation: DescribeStacks", ["cloudformation:{r}:{a}:stack/*"])],
  CloudWatchDashboardPolicy: [allow("cloudwatch: GetDashboard ListDashboards PutDashboard ListMetrics", ["*"])],
  CloudWatchDescribeAlarmHistoryPolicy: [allow("cloudwatch: DescribeAlarmHistory", ["*"])],
  CloudWatchPutMetricPolicy: [allow("cloudwatch: PutMetricData", ["*"])],
  CodeCommitCrudPolicy: [
    allow(
      "codecommit: GitPull GitPush CreateBranch DeleteBranch GetBranch ListBranches MergeBranchesByFastForward MergeBranchesBySquash MergeBranchesByThreeWay UpdateDefaultBranch BatchDescribeMergeConflicts CreateUnreferencedMergeCommit DescribeMergeConflicts GetMergeCommit GetMergeOptions BatchGetPullRequests CreatePullRequest DescribePullRequestEvents GetCommentsForPullRequest GetCommitsFromMergeBase GetMergeConflicts GetPullRequest ListPullRequests MergePullRequestByFastForward MergePullRequestBySquash MergePullRequestByThreeWay PostCommentForPullRequest UpdatePullRequestDescription UpdatePullRequestStatus UpdatePullRequestTitle DeleteFile GetBlob GetFile GetFolder PutFile DeleteCommentContent GetComment GetCommentsForComparedCommit PostCommentForComparedCommit PostCommentReply UpdateComment BatchGetCommits CreateCommit GetCommit GetCommitHistory GetDifferences GetObjectIdentifier GetReferences GetTree GetRepository UpdateRepositoryDescription ListTagsForResource TagResource UntagResource GetRepositoryTriggers PutRepositoryTriggers TestRepositoryTriggers UploadArchive GetUploadArchiveStatus CancelUploadArchive",
      ["codecommit:{r}:{a}:{RepositoryName}"],
    ),
  ],
  CodeCommitReadPolicy: [
    allow(
      "codecommit: GitPull GetBranch ListBranches BatchDescribeMergeConflicts DescribeMergeConflicts GetMergeCommit GetMergeOptions BatchGetPullRequests DescribePullRequestEvents GetCommentsForPullRequest GetCommitsFromMergeBase GetMergeConflicts GetPullRequest ListPullRequests GetBlob GetFile GetFolder GetComment GetCommentsForComparedCommit BatchGetCommits GetCommit GetCommitHistory GetDifferences GetObjectIdentifier GetReferences GetTree GetRepository ListTagsForResource GetRepositoryTriggers TestRepositoryTriggers GetUploadArchiveStatus",
      ["codecommit:{r}:{a}:{RepositoryName}"],
    ),
  ],
  CodePipelineLambdaExecutionPolicy: [allow("codepipeline: PutJobSuccessResult PutJobFailureResult", ["*"])],
  CodePipelineReadOnlyPolicy: [allow("codepipeline: ListPipelineExecutions", ["codepipeline:{r}:{a}:{PipelineName}"])],
  ComprehendBasicAccessPolicy: [
    allow(
      "comprehend: BatchDetectKeyPhrases DetectDominantLanguage DetectEntities BatchDetectEntities DetectKeyPhrases DetectSentiment BatchDetectDominantLanguage BatchDetectSentiment",
      ["*"],
    ),
  ],
  CostExplorerReadOnlyPolicy: [
    allow(
      "ce: GetCostAndUsage GetDimensionValues GetReservationCoverage GetReservationPurchaseRecommendation GetReservationUtilization GetTags",
      ["*"],
    ),
  ],
  DynamoDBBackupFullAccessPolicy: [
    allow("dynamodb: CreateBackup DescribeContinuousBackups", ["dynamodb:{r}:{a}:table/{TableName}"]),
    allow("dynamodb: DeleteBackup DescribeBackup ListBackups", ["dynamodb:{r}:{a}:table/{TableName}/backup/*"]),
  ],
  DynamoDBCrudPolicy: [
    allow(
      "dynamodb: GetItem DeleteItem PutItem Scan Query UpdateItem BatchWriteItem BatchGetItem DescribeTable ConditionCheckItem",
      ["dynamodb:{r}:{a}:table/{TableName}", "dynamodb:{r}:{a}:table/{TableName}/index/*"],
    ),
  ],
  DynamoDBReadPolicy: [
    allow("dynamodb: GetItem Scan Query BatchGetItem DescribeTable", [
      "dynamodb:{r}:{a}:table/{TableName}",
      "dynamodb:{r}:{a}:table/{TableName}/index/*",
    ]),
  ],
  DynamoDBReconfigurePolicy: [allow("dynamodb: UpdateTable", ["dynamodb:{r}:{a}:table/{TableName}"])],
  DynamoDBRestoreFromBackupPolicy: [
    allow("dynamodb: RestoreTableFromBackup", ["dynamodb:{r}:{a}:table/{TableName}/backup/*"]),
    allow("dynamodb: PutItem UpdateItem DeleteItem GetItem Query Scan BatchWriteItem", [
      "dynamodb:{r}:{a}:table/{TableName}",
    ]),
  ],
  DynamoDBStreamReadPolicy: [
    allow("dynamodb: DescribeStream GetRecords GetShardIterator", [
      "dynamodb:{r}:{a}:table/{TableName}/stream/{StreamName}",
    ]),
    allow("dynamodb: ListStreams", ["dynamodb:{r}:{a}:table/{TableName}/stream/*"]),
  ],
  DynamoDBWritePolicy: [
    allow("dynamodb: PutItem UpdateItem BatchWriteItem", [
      "dynamodb:{r}:{a}:table/{TableName}",
      "dynamodb:{r}:{a}:table/{TableName}/index/*",
    ]),
  ],
  EC2CopyImagePolicy: [allow("ec2: CopyImage", ["ec2:{r}:{a}:image/{ImageId}"])],
  EC2DescribePolicy: [allow("ec2: DescribeRegions DescribeInstances", ["*"])],
  EFSWriteAccessPolicy: [
    allow(
      "elasticfilesystem: ClientMount ClientWrite",
      ["elasticfilesystem:{r}:{a}:file-system/{FileSystem}"],
      ["elasticfilesystem:AccessPointArn", "elasticfilesystem:{r}:{a}:access-point/{AccessPoint}"],
    ),
  ],
  EKSDescribePolicy: [allow("eks: DescribeCluster ListClusters", ["*"])],
  EcsRunTaskPolicy: [allow("ecs: RunTask", ["ecs:{r}:{a}:task-definition/{TaskDefinition}"])],
  ElasticMapReduceAddJobFlowStepsPolicy: [
    allow("elasticmapreduce: AddJobFlowSteps", ["elasticmapreduce:{r}:{a}:cluster/{ClusterId}"]),
  ],
  ElasticMapReduceCancelStepsPolicy: [
    allow("elasticmapreduce: CancelSteps", ["elasticmapreduce:{r}:{a}:cluster/{ClusterId}"]),
  ],
  ElasticMapReduceModifyInstanceFleetPolicy: [
    allow("elasticmapreduce: ModifyInstanceFleet ListInstanceFleets", ["elasticmapreduce:{r}:{a}:cluster/{ClusterId}"]),
  ],
  ElasticMapReduceModifyInstanceGroupsPolicy: [
    allow("elasticmapreduce: ModifyInstanceGroups ListInstanceGroups", [
      "elasticmapreduce:{r}:{a}:cluster/{ClusterId}",
    ]),
  ],
  ElasticMapReduceSetTerminationProtectionPolicy: [
    allow("elasticmapreduce: SetTerminationProtection", ["elasticmapreduce:{r}:{a}:cluster/{ClusterId}"]),
  ],
  ElasticMapReduceTerminateJobFlowsPolicy: [
    allow("elasticmapreduce: TerminateJobFlows", ["elasticmapreduce:{r}:{a}:cluster/{ClusterId}"]),
  ],
  ElasticsearchHttpPostPolicy: [allow("es: ESHttpPost ESHttpPut", ["es:{r}:{a}:domain/{DomainName}/*"])],
  EventBridgePutEventsPolicy: [allow("events: PutEvents", ["events:{r}:{a}:event-bus/{EventBusName}"])],
  FilterLogEventsPolicy: [allow("logs: FilterLogEvents", ["logs:{r}:{a}:log-group:{LogGroupName}:log-stream:*"])],
  FirehoseCrudPolicy: [
    allow(
      "firehose: CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream PutRecord PutRecordBatch UpdateDestination",
      ["firehose:{r}:{a}:deliverystream/{DeliveryStreamName}"],
    ),
  ],
  FirehoseWritePolicy: [
    allow("firehose: PutRecord PutRecordBatch", ["firehose:{r}:{a}:deliverystream/{DeliveryStreamName}"]),
  ],
  KMSDecryptPolicy: [allow("kms: Decrypt", ["kms:{r}:{a}:key/{KeyId}"])],
  KMSEncryptPolicy: [allow("kms: Encrypt", ["kms:{r}:{a}:key/{KeyId}"])],
  KMSEncryptPolicy_v2: [
    allow(
      "kms: Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext",
      ["kms:{r}:{a}:key/{KeyId}"],
    ),
  ],
  KinesisCrudPolicy: [
    allow(
      "kinesis: AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DescribeStream DescribeStreamSummary GetShardIterator IncreaseStreamRetentionPeriod ListTagsForStream MergeShards PutRecord PutRecords SplitShard RemoveTagsFromStream",
      ["kinesis:{r}:{a}:stream/{StreamName}"],
    ),
  ],
  KinesisStreamReadPolicy: [
    allow("kinesis: ListStreams DescribeLimits", ["kinesis:{r}:{a}:stream/*"]),
    allow("kinesis: DescribeStream DescribeStreamSummary GetRecords GetShardIterator", [
      "kinesis:{r}:{a}:stream/{StreamName}",
    ]),
  ],
  LambdaInvokePolicy: [allow("lambda: InvokeFunction", ["lambda:{r}:{a}:function:{FunctionName}*"])],
  MobileAnalyticsWriteOnlyAccessPolicy: [allow("mobileanalytics: PutEvents", ["*"])],
  OrganizationsListAccountsPolicy: [allow("organizations: ListAccounts", ["*"])],
  PinpointEndpointAccessPolicy: [
    allow("mobiletargeting: GetEndpoint UpdateEndpoint UpdateEndpointsBatch", [
      "mobiletargeting:{r}:{a}:apps/{PinpointApplicationId}/endpoints/*",
    ]),
  ],
  PollyFullAccessPolicy: [
    allow("polly: GetLexicon DeleteLexicon", ["polly:{r}:{a}:lexicon/{LexiconName}"]),
    allow("polly: DescribeVoices ListLexicons PutLexicon SynthesizeSpeech", ["polly:{r}:{a}:lexicon/*"]),
  ],
  RekognitionDetectOnlyPolicy: [
    allow("rekognition: DetectFaces DetectLabels DetectModerationLabels DetectText", ["*"]),
  ],
  RekognitionFacesManagementPolicy: [
    allow("rekognition: IndexFaces DeleteFaces SearchFaces SearchFacesByImage ListFaces", [
      "rekognition:{r}:{a}:collection/{CollectionId}",
    ]),
  ],
  RekognitionFacesPolicy: [allow("rekognition: CompareFaces DetectFaces", ["*"])],
  RekognitionLabelsPolicy: [allow("rekognition: DetectLabels DetectModerationLabels", ["*"])],
  RekognitionNoDataAccessPolicy: [
    allow("rekognition: CompareFaces DetectFaces DetectLabels DetectModerationLabels", [
      "rekognition:{r}:{a}:collection/{CollectionId}",
    ]),
  ],
  RekognitionReadPolicy: [
    allow("rekognition: ListCollections ListFaces SearchFaces SearchFacesByImage", [
      "rekognition:{r}:{a}:collection/{CollectionId}",
    ]),
  ],
  RekognitionWriteOnlyAccessPolicy: [
    allow("rekognition: CreateCollection IndexFaces", ["rekognition:{r}:{a}:collection/{CollectionId}"]),
  ],
  Route53ChangeResourceRecordSetsPolicy: [
    allow("route53: ChangeResourceRecordSets", ["route53:::hostedzone/{HostedZoneId}"]),
  ],
  S3CrudPolicy: [
    allow(
      "s3: GetObject ListBucket GetBucketLocation GetObjectVersion PutObject PutObjectAcl GetLifecycleConfiguration PutLifecycleConfiguration DeleteObject",
      ["s3:::{BucketName}", "s3:::{BucketName}/*"],
    ),
  ],
  S3FullAccessPolicy: [
    allow(
      "s3: GetObject GetObjectAcl GetObjectVersion PutObject PutObjectAcl DeleteObject DeleteObjectTagging DeleteObjectVersionTagging GetObjectTagging GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging",
      ["s3:::{BucketName}/*"],
    ),
    allow("s3: ListBucket GetBucketLocation GetLifecycleConfiguration PutLifecycleConfiguration", [
      "s3:::{BucketName}",
    ]),
  ],
  S3ReadPolicy: [
    allow("s3: GetObject ListBucket GetBucketLocation GetObjectVersion GetLifecycleConfiguration", [
      "s3:::{BucketName}",
      "s3:::{BucketName}/*",
    ]),
  ],
  S3WritePolicy: [
    allow("s3: PutObject PutObjectAcl PutLifecycleConfiguration", ["s3:::{BucketName}", "s3:::{BucketName}/*"]),
  ],
  SESBulkTemplatedCrudPolicy: [
    allow(
      "ses: GetIdentityVerificationAttributes SendEmail SendRawEmail SendTemplatedEmail SendBulkTemplatedEmail VerifyEmailIdentity",
      ["ses:{r}:{a}:identity/{IdentityName}"],
    ),
  ],
  SESBulkTemplatedCrudPolicy_v2: [
    allow("ses: SendEmail SendRawEmail SendTemplatedEmail SendBulkTemplatedEmail", [
      "ses:{r}:{a}:identity/{IdentityName}",
      "ses:{r}:{a}:template/{TemplateName}",
    ]),
    allow("ses: GetIdentityVerificationAttributes VerifyEmailIdentity", ["*"]),
  ],
  SESCrudPolicy: [
    allow("ses: GetIdentityVerificationAttributes SendEmail SendRawEmail VerifyEmailIdentity", [
      "ses:{r}:{a}:identity/{IdentityName}",
    ]),
  ],
  SESEmailTemplateCrudPolicy: [
    allow("ses: CreateTemplate GetTemplate ListTemplates UpdateTemplate DeleteTemplate TestRenderTemplate", ["*"]),
  ],
  SESSendBouncePolicy: [allow("ses: SendBounce", ["ses:{r}:{a}:identity/{IdentityName}"])],
  SNSCrudPolicy: [
    allow("sns: ListSubscriptionsByTopic CreateTopic SetTopicAttributes Subscribe Publish", [
      "sns:{r}:{a}:{TopicName}*",
    ]),
  ],
  SNSPublishMessagePolicy: [allow("sns: Publish", ["sns:{r}:{a}:{TopicName}"])],
  SQSPollerPolicy: [
    allow(
      "sqs: ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch GetQueueAttributes ReceiveMessage",
      ["sqs:{r}:{a}:{QueueName}"],
    ),
  ],
  SQSSendMessagePolicy: [allow("sqs: SendMessage*", ["sqs:{r}:{a}:{QueueName}"])],
  SSMParameterReadPolicy: [
    allow("ssm: DescribeParameters", ["*"]),
    allow("ssm: GetParameters GetParameter GetParametersByPath", ["ssm:{r}:{a}:parameter/{ParameterName}"]),
  ],
  SSMParameterWithSlashPrefixReadPolicy: [
    allow("ssm: DescribeParameters", ["*"]),
    allow("ssm: GetParameters GetParameter GetParametersByPath", ["ssm:{r}:{a}:parameter{ParameterName}"]),
  ],
  SageMakerCreateEndpointConfigPolicy: [
    allow("sagemaker: CreateEndpointConfig", ["sagemaker:{r}:{a}:endpoint-config/{EndpointConfigName}"]),
  ],
  SageMakerCreateEndpointPolicy: [allow("sagemaker: CreateEndpoint", ["sagemaker:{r}:{a}:endpoint/{EndpointName}"])],
  ServerlessRepoReadWriteAccessPolicy: [
    allow(
      "serverlessrepo: CreateApplication CreateApplicationVersion UpdateApplication GetApplication ListApplications ListApplicationVersions ListApplicationDependencies",
      ["serverlessrepo:{r}:{a}:applications/*"],
    ),
  ],
  StepFunctionsCallbackPolicy: [
    allow("states: SendTaskFailure SendTaskHeartbeat SendTaskSuccess", [
      "states:{r}:{a}:stateMachine:{StateMachineName}",
    ]),
  ],
  StepFunctionsExecutionPolicy: [allow("states: StartExecution", ["states:{r}:{a}:stateMachine:{StateMachineName}"])],
  StepFunctionsExecutionPolicy_v2: [
    allow("states: StartExecution StartSyncExecution", ["states:{r}:{a}:stateMachine:{StateMachineName}"]),
  ],
  TextractDetectAnalyzePolicy: [
    allow("textract: DetectDocumentText StartDocumentTextDetection StartDocumentAnalysis AnalyzeDocument", ["*"]),
  ],
  TextractGetResultPolicy: [allow("textract: GetDocumentTextDetection GetDocumentAnalysis", ["*"])],
  TextractPolicy: [allow("textract: *", ["*"])],
  VPCAccessPolicy: [
    allow("ec2: CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DetachNetworkInterface", ["*"]),
  ],
};
