/** Accounts that can sign in to the demo. Their names show their role. */
export const ACCOUNTS = {
  guardian: { name: "Gita Guardian", email: "guardian@example.com" },
  engineer: { name: "Enzo Engineer", email: "engineer@example.com" },
  engineer2: { name: "Edda Engineer", email: "engineer2@example.com" },
  leader: { name: "Lea Leader", email: "leader@example.com" },
  manager: { name: "Milo Manager", email: "manager@example.com" },
  builder: { name: "Bea Builder", email: "builder@example.com" },
  admin: { name: "Ada Admin", email: "admin@example.com" },
} as const;

const FIRST = `Alba Anselm Arlo Aurin Belisar Birk Bruna Calla Caspian Celeste Cosima Dario Delphi Dorian Elowen Emeric
Fabia Faro Fenja Fiorin Gaspar Giselle Halvar Hedda Idris Ilvy Isolde Jarno Jorun Juna Kaia Kasimir Keno Lavinia Leander
Linnea Lorcan Lumi Maelle Malik Marlow Mirel Nadim Nerea Noor Odila Okka Orlan Ottilie Paloma Perrin Pia Quentin Quilla
Ravi Remo Rosalba Runa Saskia Severin Sibyl Soren Talia Tamsin Teodor Thora Ulla Ulric Valda Vesna Viggo Wanja Wilma
Xenia Yaro Yuna Zelda Zoran`.split(/\s+/);

const LAST = `Ambergate Appledore Ashmoor Birchwick Brackenhall Brindleford Brookmere Cloverdale Copperfen Cranebrook
Dapplewood Dunmarsh Elderfield Emberley Fairhaven Fennimore Ferncliff Foxhollow Glenmoss Goldcrest Greywater Harborne
Hawthwaite Hazelmere Heathgrove Hollowell Ivybridge Juniperson Kestrelby Kingfen Larkspurr Lindenhall Lowmeadow Maplethorpe
Marigate Mistwood Moorgrove Nettlecombe Northbeck Oakhurst Otterbourne Pinefall Plumstead Quaywater Quillfeather Ravenscar
Reedmace Rosethorn Rowanberry Saltmarsh Sandpiper Silverbeck Sparrowfield Stonecrop Sunnydell Swallowtail Tanglewood
Thistledown Thornapple Underhill Valewood Violetstone Walnutgrove Waterlily Weatherby Willowmere Wintergreen Wrenfield
Yarrowby`.split(/\s+/);

/** The requested number of plainly invented names, without repeats and in a fixed order. */
export function demoNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const first = FIRST[(index * 29) % FIRST.length] ?? "Demo";
    const last = LAST[(index * 31) % LAST.length] ?? "Person";
    return `${first} ${last}`;
  });
}
