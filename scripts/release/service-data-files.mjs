/** The package's file of facts about AWS services: the JSON texts of the source files, concatenated. */
export const SERVICE_DATA_FILE = "dist/service-data.txt";

/** The position of each source file in it, by name: first byte and length. */
export const SERVICE_DATA_PLACES = "dist/service-data-places.json";
