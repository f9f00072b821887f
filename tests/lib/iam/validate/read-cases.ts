import fs from "node:fs";
import path from "node:path";
import type { PolicyType } from "#lib/iam/index.ts";

type RawStatement = Record<string, unknown>;

/** A document: its text, the whole policy, or statements that differ from the usual one; a member that is null is left out. */
type RawDocument = {
  source?: string;
  policy?: unknown;
  statement?: RawStatement;
  statements?: RawStatement[];
  /** Gives the first statement a Sid of so many letters. */
  sidOf?: number;
};

const KINDS = {
  identity: { type: "identity", usual: { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" } },
  resource: {
    type: "resource",
    usual: {
      Effect: "Allow",
      Principal: { AWS: "111122223333" },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::b/*",
    },
  },
  bucket: {
    type: "resource",
    resourceType: "AWS::S3::Bucket",
    usual: {
      Effect: "Allow",
      Principal: { AWS: "111122223333" },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::b/*",
    },
  },
  many_regions: {
    type: "resource",
    resourceType: "AWS::S3::MultiRegionAccessPoint",
    usual: {
      Effect: "Allow",
      Principal: { AWS: "111122223333" },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3::111122223333:accesspoint/many.mrap",
    },
  },
  trust: { type: "resource", usual: { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" } },
  role: {
    type: "resource",
    resourceType: "AWS::IAM::AssumeRolePolicyDocument",
    usual: { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" },
  },
  service_control: { type: "service_control", usual: { Effect: "Deny", Action: "s3:GetObject", Resource: "*" } },
  resource_control: {
    type: "resource_control",
    usual: { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "*" },
  },
} satisfies Record<string, { type: PolicyType; resourceType?: string; usual: RawStatement }>;

type RawCase = {
  code: string;
  kind: keyof typeof KINDS;
  /** The words, and each finding's places: the way there and the text that stands there. */
  raised: RawDocument & { details: string; at: string[][] };
  missed: RawDocument;
};

export type Input = { source: string; type: PolicyType; resourceType?: string };
export type Case = { topic: string; code: string; details: string; at: string[][]; raised: Input; missed: Input };

function sourceOf({ source, policy, statement, statements, sidOf }: RawDocument, usual: RawStatement): string {
  if (source !== undefined) return source;
  if (policy !== undefined) return JSON.stringify(policy);
  const whole = (statements ?? [statement ?? {}]).map((changes, index) => {
    const sid = index === 0 && sidOf !== undefined ? { Sid: "a".repeat(sidOf) } : {};
    const members = Object.entries({ ...sid, ...usual, ...changes });
    return Object.fromEntries(members.filter(([, value]) => value !== null));
  });
  return JSON.stringify({ Version: "2012-10-17", Statement: whole });
}

function inputOf(document: RawDocument, kind: keyof typeof KINDS): Input {
  const { usual, ...rest } = KINDS[kind];
  return { ...rest, source: sourceOf(document, usual) };
}

const FOLDER = path.join(import.meta.dirname, "cases");

export function readCases(): Case[] {
  return fs.readdirSync(FOLDER).flatMap((name) => {
    const cases = JSON.parse(fs.readFileSync(path.join(FOLDER, name), "utf8")) as RawCase[];
    return cases.map(({ code, kind, raised, missed }) => ({
      topic: path.basename(name, ".json"),
      code,
      details: raised.details,
      at: raised.at,
      raised: inputOf(raised, kind),
      missed: inputOf(missed, kind),
    }));
  });
}
