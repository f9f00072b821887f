/**
 * Placeholders that Threat Dragon writes, or once wrote, into a new threat in each of its languages; they document
 * nothing.
 */
const mitigationPlaceholders = [
  "Provide remediation for this threat or a reason if status is N/A",
  "Provide mitigation or prevention for this threat",
  "Mitigation or prevention for the threat",
  "اكتب طرق مواجهة وتخفيف هذا التهديد أو السبب إذا كانت الحالة N/A",
  "Geben Sie eine Korrekturmaßnahme für diese Bedrohung oder eine Begründung N/A an",
  "Παρέχετε μετριασμό ή πρόληψη για αυτή την απειλή",
  "Introduzca la mitigación o prevención para esta amenaza",
  "Anna uhkalle hallintakeino tai perustele miksi ei ole sovellettavissa (N/A)",
  "Fournir des mesures de mitigation ou de prévention pour cette menace",
  "ספק פתרון לאיום זה או סיבה אם הסטטוס הוא N/A",
  "इस खतरे के लिए शमन या रोकथाम प्रदान करें",
  "Berikan remediasi untuk ancaman ini atau alasan jika status adalah N/A",
  "脅威の解決策を指定するか、ステータスがN/Aの場合に理由を指定してください",
  "Berikan pemulihan untuk ancaman ini atau sebab jika status adalah T/A",
  "Forneça uma mitigação para esta ameaça ou a ração para o status N/A",
  "ให้การบรรเทาสำหรับภัยคุกคามนี้หรือเหตุผลหากสถานะเป็น N/A",
  "为这种威胁提供缓解或预防措施",
];

const descriptionPlaceholders = [
  "Provide a description for this threat",
  "اكتب وصفًا لهذا التهديد",
  "Παρέχετε μια περιγραφή για αυτή την απειλή",
  "Introduzca una descripción para esta amenaza",
  "Anna kuvaus tälle uhkalle",
  "ספק תיאור לאיום זה",
  "इस खतरे के लिए एक विवरण प्रदान करें",
  "脅威の詳細を追記してください",
  "Berikan penerangan bagi ancaman ini",
  "Forneça uma descrição para esta ameaça",
  "ให้คำอธิบายสำหรับภัยคุกคามนี้",
  "为这种威胁提供一个描述",
];

/** Stopgaps people write in place of a text in any format. */
const stopgaps = ["todo", "tbd", "tbc", "fixme", "n/a", "na", "none", "placeholder", "...", "…", "-", "?", "xxx"];

const unwritten = new Set([...mitigationPlaceholders, ...descriptionPlaceholders, ...stopgaps].map(normalised));

/** Filler counts as a text, as in the tools; a quality check reports that it says too little. */
const filler = "lorem ipsum";

/** A new threat keeps the title "New STRIDE threat" until someone names it. */
const newThreatTitle = /^new (\S+ )?threat( \d+)?$/;

/** Whether a text has real content, rather than being empty or a tool's placeholder. */
export function isWritten(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && normalised(text) !== "" && !isUnwritten(normalised(text));
}

export function isPlaceholder(text: string): boolean {
  const words = normalised(text);
  return words === filler || isUnwritten(words);
}

function isUnwritten(words: string): boolean {
  return unwritten.has(words) || newThreatTitle.test(words);
}

/** Normalises text for comparison: case, runs of blanks and the final full stop do not count. */
export function normalised(text: string): string {
  const words = text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
  return words.length > 1 ? words.replace(/(?<=[^.])\.$/, "") : words;
}
