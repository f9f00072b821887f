/** Where a package has the facts about AWS's services: the JSON texts of the files of their source, one after the other. */
export const SERVICE_DATA_FILE = "dist/service-data.txt";

/** Where each of them stands there, by its name: from which byte, and how many. */
export const SERVICE_DATA_PLACES = "dist/service-data-places.json";
