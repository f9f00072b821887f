import { readdirSync } from "node:fs";
import path from "node:path";
import { isTerraformFile, isTerraformJson, type MayRead } from "#lib/cli/check/input/find-files.ts";
import { readFile } from "#lib/cli/check/input/read-file.ts";
import type { Span } from "#lib/iam/index.ts";
import { lineTable } from "#lib/templates/line-table.ts";
import { type Block, blocksIn, type Stretch } from "./hcl-blocks.ts";
import { jsonBlocks } from "./json-blocks.ts";

/** A block in a Terraform source file. */
export type FileBlock = { file: string; block: Block; spanOf: (stretch: Stretch) => Span };

/** The blocks of a file, or of a folder, which is a Terraform module and is read once. Empty for unreadable files. */
export type TerraformFiles = {
  ofFile: (file: string) => readonly FileBlock[];
  ofFolder: (folder: string) => readonly FileBlock[];
};

export function terraformFiles(mayRead?: MayRead): TerraformFiles {
  const known = new Map<string, readonly FileBlock[]>();
  const ofFile = (file: string) => {
    const read = readFile(file, mayRead);
    return read.ok ? textBlocks(read.text, file) : [];
  };
  const ofFolder = (folder: string) => {
    const blocks = known.get(folder) ?? namesIn(folder).flatMap((name) => ofFile(path.join(folder, name)));
    known.set(folder, blocks);
    return blocks;
  };
  return { ofFile, ofFolder };
}

export function textBlocks(text: string, file: string): FileBlock[] {
  const lines = lineTable(text);
  const spanOf = ({ start, end }: Stretch) => lines.span(start, end);
  const blocks = isTerraformJson(file) ? jsonBlocks(text) : blocksIn(text);
  return blocks.map((block) => ({ file, block, spanOf }));
}

function namesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    return entries
      .map(({ name }) => name)
      .filter(isTerraformFile)
      .sort();
  } catch {
    return [];
  }
}
