import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";

/** Deterministic files for the command to check. */

/** A typical template: a role with its policies, a queue, a bucket, and resources without policies. */
function template(index: number): string {
  const name = `orders${index}`;
  const wide =
    index % 9 === 0 ? "'*'" : `!Sub arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/${name}`;
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: The service ${name}
Parameters:
  Stage:
    Type: String
    Default: test
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: table
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: [dynamodb:GetItem, dynamodb:PutItem, dynamodb:Query]
                Resource: ${wide}
              - Effect: Allow
                Action: [logs:CreateLogStream, logs:PutLogEvents]
                Resource: !Sub arn:aws:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/${name}:*
        - !If
          - IsProd
          - PolicyName: keys
            PolicyDocument:
              Version: "2012-10-17"
              Statement: { Effect: Allow, Action: kms:Decrypt, Resource: "arn:aws:kms:us-east-1:111122223333:key/${name}" }
          - !Ref AWS::NoValue
  Queue:
    Type: AWS::SQS::Queue
  QueuePolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: sns.amazonaws.com }
            Action: sqs:SendMessage
            Resource: !GetAtt Queue.Arn
            Condition: { ArnEquals: { aws:SourceArn: "arn:aws:sns:us-east-1:111122223333:${name}" } }
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Role: !GetAtt Role.Arn
      Code: { S3Bucket: code, S3Key: ${name}.zip }
Outputs:
  Role: { Value: !GetAtt Role.Arn }
`;
}

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: web
          image: registry.example/web:1
          ports: [{ containerPort: 8080 }]
`;

/** Writes a number of templates, and of other programs' files next to each, in folders of a hundred. */
export function writeRepository(folder: string, templates: number, others: number): void {
  const settings = JSON.stringify(
    { name: "web", version: "1.0.0", dependencies: { a: "^1.0.0", b: "^2.0.0" } },
    null,
    2,
  );
  for (let index = 0; index < templates; index += 1) {
    const at = path.join(folder, String(Math.floor(index / 100)));
    mkdirSync(at, { recursive: true });
    writeFileSync(path.join(at, `template-${index}.yaml`), template(index));
    for (let other = 0; other < others; other += 1) {
      const [content, end] = other % 2 === 0 ? [MANIFEST, "yaml"] : [settings, "json"];
      writeFileSync(path.join(at, `other-${index}-${other}.${end}`), content);
    }
  }
}

type Resource = { type: string; name: string; values: object };

function policy(index: number): Resource {
  const statement = (Action: string[], Resource: string) => ({ Effect: "Allow", Action, Resource });
  const document = {
    Version: "2012-10-17",
    Statement: [
      statement(
        ["dynamodb:GetItem", "dynamodb:Query"],
        `arn:aws:dynamodb:eu-central-1:111122223333:table/orders-${index}`,
      ),
      statement(
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        `arn:aws:logs:eu-central-1:111122223333:log-group:/${index}:*`,
      ),
    ],
  };
  const arn = `arn:aws:iam::111122223333:policy/service-${index}`;
  const values = { arn, id: arn, name: `service-${index}`, path: "/", policy: JSON.stringify(document), tags: {} };
  return { type: "aws_iam_policy", name: "service", values: { ...values, tags_all: { team: "orders" } } };
}

function instance(index: number, script: string): Resource {
  const values = {
    ami: "ami-0123456789abcdef0",
    arn: `arn:aws:ec2:eu-central-1:111122223333:instance/i-${index}`,
    ebs_block_device: [],
    id: `i-${index}`,
    instance_type: "m6i.large",
    metadata_options: [{ http_endpoint: "enabled", http_put_response_hop_limit: 1, http_tokens: "required" }],
    private_dns: `ip-10-0-0-${index}.eu-central-1.compute.internal`,
    private_ip: "10.0.0.1",
    root_block_device: [
      { encrypted: true, iops: 3000, tags: {}, throughput: 125, volume_size: 30, volume_type: "gp3" },
    ],
    tags: { Name: `web-${index}` },
    user_data: script,
    vpc_security_group_ids: ["sg-0abc", "sg-0def"],
  };
  return { type: "aws_instance", name: "web", values };
}

/**
 * Writes a plan as Terraform does, on one line: a number of policies, and instances with start scripts to reach a size
 * in bytes.
 */
export function writePlan(file: string, policies: number, size: number): void {
  const script = "set -eu; ".repeat(300);
  const address = ({ type, name }: Resource, index: number) => `module.app.${type}.${name}["n.${index}"]`;
  const identity = (one: Resource, index: number) => ({
    address: address(one, index),
    mode: "managed",
    type: one.type,
    name: one.name,
  });
  const change = (one: Resource, index: number) => ({
    ...identity(one, index),
    change: {
      actions: ["update"],
      before: one.values,
      after: one.values,
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: {},
    },
  });
  const state = (one: Resource, index: number) => ({
    ...identity(one, index),
    values: one.values,
    sensitive_values: {},
  });
  const lengthOf = (one: Resource) => JSON.stringify(change(one, 0)).length + 2 * JSON.stringify(state(one, 0)).length;
  const instances = Math.ceil((size - policies * lengthOf(policy(0))) / lengthOf(instance(0, script)));
  const opened = openSync(file, "w");
  const list = (make: (one: Resource, index: number) => object) => {
    const share = policies / (policies + instances);
    for (let index = 0; index < policies + instances; index += 1) {
      const isPolicy = Math.floor((index + 1) * share) > Math.floor(index * share);
      const one = make(isPolicy ? policy(index) : instance(index, script), index);
      writeSync(opened, `${index === 0 ? "" : ","}${JSON.stringify(one)}`);
    }
  };
  const module = '{"root_module":{"child_modules":[{"address":"module.app","resources":[';
  writeSync(opened, `{"format_version":"1.2","terraform_version":"1.9.5","planned_values":${module}`);
  list(state);
  writeSync(opened, ']}]}},"resource_changes":[');
  list(change);
  writeSync(opened, `],"prior_state":{"format_version":"1.0","values":${module}`);
  list(state);
  writeSync(opened, ']}]}}},"configuration":{"root_module":{}},"complete":true,"errored":false}\n');
  closeSync(opened);
}
