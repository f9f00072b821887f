import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Invalid } from "#lib/errors.ts";
import { parseJson } from "#lib/iam/index.ts";
import type { ManagedPolicy } from "#lib/iam/wire/index.ts";

/**
 * The policy documents of a folder by policy name, such as ReadOnlyAccess.json. Throws Invalid if one cannot be read.
 */
export function readManagedPolicies(folder: string): Map<string, ManagedPolicy> {
  const files = attempt(folder, () => readdirSync(folder)).filter((file) => file.endsWith(".json"));
  if (files.length === 0) throw new Invalid(`${folder} contains no policy documents: no file name ends in .json.`);
  return new Map(
    files.map((file) => {
      const document = attempt(path.join(folder, file), () => readFileSync(path.join(folder, file), "utf8"));
      const parsed = parseJson(document);
      if (!parsed.ok) {
        const [problem] = parsed.problems;
        const line = problem?.span?.start.line ?? 1;
        throw new Invalid(`${path.join(folder, file)} is not valid JSON: ${problem?.message} (line ${line}).`);
      }
      return [path.basename(file, ".json"), { versionId: "v1", document }];
    }),
  );
}

function attempt<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Invalid(`Cannot read ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
