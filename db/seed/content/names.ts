/** Names put together for the demo: nobody is meant by them. */
export const GIVEN_NAMES = [
  "Alva", "Bram", "Cleo", "Dario", "Elin", "Faris", "Gesa", "Hugo", "Iria", "Jonas", "Kaja", "Levin", "Mila", "Nuri",
  "Oda", "Pavel", "Quirin", "Rosa", "Sami", "Tilda", "Ugo", "Vera", "Wim", "Xenia", "Yara", "Zeno", "Anouk", "Bela",
  "Caro", "Dilan", "Edda", "Fritz", "Gala", "Hana", "Ivo", "Juna", "Kilian", "Lotte", "Marek", "Nele",
] as const;

export const SURNAMES = [
  "Amberline", "Birkmoor", "Coldbrook", "Dunmarsh", "Elmsford", "Foxglade", "Greywater", "Hollowell", "Ironwood",
  "Juniper", "Kestrel", "Larkfield", "Mossvale", "Northgate", "Oatfield", "Pinehurst", "Quillby", "Ravenshaw",
  "Silverbeck", "Thistledown", "Underhill", "Vinehall", "Willowmere", "Yarrowby",
] as const;

/** Who can sign in, by address. Their initials are those of their roles. */
export const SIGN_IN_NAMES = {
  "guardian@example.com": "Greta Fernwood",
  "engineer@example.com": "Emil Hartwell",
  "engineer2@example.com": "Esra Longmere",
  "leader@example.com": "Lena Brightwater",
  "manager@example.com": "Mara Oakhollow",
  "builder@example.com": "Ben Ashcombe",
  "admin@example.com": "Ada Winterley",
} as const;
export type SignInAddress = keyof typeof SIGN_IN_NAMES;

export const MORE_ENGINEERS = ["Nils Stonebridge", "Ines Marlowe", "Theo Saltmarsh", "Runa Westerby"] as const;
export const MORE_LEADERS = ["Carla Highmoor", "Dorian Eastlake", "Petra Summerfield"] as const;
