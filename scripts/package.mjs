// Builds the checks package in dist/check, and packs it in dist/release: node scripts/package.mjs
import { makePackage } from "./release/release.mjs";

try {
  await makePackage();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
