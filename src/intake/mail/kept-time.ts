import type { MailText } from './mail-lines.ts';
import { kindOfWords } from './mail-words.ts';

const OTHER =
  /\b(?:instructor|teacher|trainer(?:in)?|coach|substitut\w*|sub|room|vertret\w*|kursleit\w*|lehrer(?:in)?|raum|raumänderung|professeure?|enseignante?|remplaç\w*|salle|profesora?|monitora?|sala|insegnante|istruttore|istruttrice|sostitu\w*|docent|lesgever|zaal|vervang\w*|instrutora?|professora?)(?!\p{L})|(?:trainer|kursleiter|lehrer|raum)(?:wechsel|änderung)/iu;
const TIME =
  /\b(?:time|date|day|reschedul\w*|moved|schedule|hour|uhrzeit|zeit|datum|tag|termin\w*|verschoben|verlegt|umgebucht|heure|horaire|date|jour|report\w*|déplac\w*|hora|horario|fecha|día|reprogramad\w*|orario|data|giorno|ora|spostat\w*|tijd|tijdstip|dag|verplaatst|verzet|horário|dia|remarcad\w*|reagendad\w*)(?!\p{L})|terminänderung/iu;

/** Whether a mail changes only the teacher or the room, and not the time. */
export function keepsItsTime(subject: string, { lines }: MailText): boolean {
  const said = [subject, ...lines.map(({ text }) => text)].filter((text) => kindOfWords(text) === 'changed');
  return said.length > 0 && said.some((text) => OTHER.test(text)) && !said.some((text) => TIME.test(text));
}
