import { build } from "./steps/build.mjs";
import { end, endOnSignals } from "./steps/end.mjs";
import { install } from "./steps/install.mjs";

endOnSignals();
try {
  await install();
  await build();
} catch (error) {
  console.error(error.message);
  await end(1);
}
