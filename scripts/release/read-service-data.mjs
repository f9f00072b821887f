import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { checkoutRoot } from "#lib/processes/checkout-root.ts";
import { SERVICE_DATA_FILE, SERVICE_DATA_PLACES } from "./service-data-files.mjs";

let reading;

/** In a package, the facts that a file of their source has. Of all that is there only these are read. */
export async function readRelativeFile([, ...name]) {
  reading ??= readFile(path.join(checkoutRoot(), SERVICE_DATA_PLACES), "utf8").then(JSON.parse);
  const [start, length] = (await reading)[name.join("/")];
  const file = await open(path.join(checkoutRoot(), SERVICE_DATA_FILE));
  try {
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, start);
    return JSON.parse(buffer.toString("utf8"));
  } finally {
    await file.close();
  }
}
