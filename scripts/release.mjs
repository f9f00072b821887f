// Makes a release of the last commit, with its tags, and pushes nothing: node scripts/release.mjs
import { release } from "./release/release.mjs";

try {
  await release();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
