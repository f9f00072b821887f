import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { checkoutRoot } from "#lib/processes/checkout-root.ts";
import { SERVICE_DATA_FILE, SERVICE_DATA_PLACES } from "./service-data-files.mjs";

let reading;

/** Inside a package, reads only the requested file's part of the service data. */
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
