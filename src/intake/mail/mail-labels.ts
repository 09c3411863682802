import { foldCase } from '../../fold-case.ts';

/** The fields of a class that labels can announce. */
export type MailField =
  | 'class'
  | 'date'
  | 'time'
  | 'when'
  | 'old'
  | 'end'
  | 'duration'
  | 'location'
  | 'address'
  | 'room'
  | 'instructor'
  | 'id';

const LABELS: Readonly<Record<MailField, string>> = {
  class:
    'class|class name|class type|course|session|workout|activity|service|event|event type|appointment|what|booked|lesson|kurs|' +
    'kursname|klasse|stunde|einheit|angebot|leistung|aktivität|veranstaltung|was|gebucht|cours|séance|activité|' +
    'prestation|quoi|clase|actividad|curso|sesión|qué|lezione|corso|attività|classe|cosa|les|lesnaam|activiteit|wat|' +
    'aula|atividade|sessão|modalidade|o quê',
  date:
    'date|day|class date|new date|datum|tag|neues datum|kursdatum|jour|nouvelle date|fecha|día|nueva fecha|data|giorno|' +
    'nuova data|dag|nieuwe datum|dia|nova data',
  time:
    'time|class time|start time|new time|uhrzeit|zeit|neue uhrzeit|heure|horaire|nouvelle heure|hora|horario|' +
    'nueva hora|ora|orario|nuovo orario|tijd|tijdstip|nieuwe tijd|horário|nova hora|novo horário',
  when:
    'when|now|start|starts|date/time|date & time|date and time|event date/time|new date and time|wann|beginn|termin|neuer termin|' +
    'datum & uhrzeit|datum und uhrzeit|datum/uhrzeit|quand|début|date et heure|nouveau créneau|créneau|cuándo|inicio|' +
    'fecha y hora|nueva fecha y hora|quando|inizio|data e ora|nuova data e ora|wanneer|begin|datum en tijd|' +
    'nieuwe datum en tijd|data e hora|início|nova data e hora',
  old:
    'old time|old date|old date and time|previous time|previous date|previous date and time|previously|original time|' +
    'original date|originally|original date and time|former time|former date|from|alter termin|bisheriger termin|' +
    'ursprünglicher termin|altes datum|alte uhrzeit|alte zeit|bisher|vorher|ancienne date|ancien horaire|ancienne heure|' +
    'ancien créneau|date initiale|fecha anterior|hora anterior|horario anterior|fecha original|data precedente|' +
    'orario precedente|ora precedente|vecchia data|vecchio orario|oude datum|oude tijd|vorige datum|vorige tijd|' +
    'oorspronkelijke datum|oorspronkelijke tijd|data anterior|hora antiga|horário anterior|data antiga',
  end: 'end|ends|end time|ende|endet|endzeit|fin|heure de fin|hora de fin|fine|ora di fine|einde|eindtijd|eindigt|fim|término',
  duration: 'duration|length|dauer|durée|duración|durata|duur|duração',
  location:
    'location|location name|studio name|facility|venue|where|studio|club|gym|place|site|centre|center|box|ort|standort|wo|veranstaltungsort|filiale|lieu|' +
    'où|établissement|salle de sport|lugar|dónde|ubicación|centro|sede|luogo|dove|palestra|locatie|vestiging|waar|sportschool|local|' +
    'onde|estúdio|unidade|clube|academia|ginásio|gimnasio|fitnessstudio|anlage|halle|sportstätte',
  address: 'address|adresse|anschrift|dirección|indirizzo|adres|endereço|morada',
  room: 'room|raum|saal|salle|sala|espace|zaal|ruimte',
  instructor:
    'instructor|teacher|trainer|coach|guide|host|led by|taught by|staff|practitioner|trainerin|lehrer|lehrerin|' +
    'kursleiter|kursleiterin|kursleitung|leitung|professeur|prof|enseignant|enseignante|intervenant|animé par|profesor|' +
    'profesora|instructora|entrenador|entrenadora|monitor|monitora|istruttore|istruttrice|insegnante|docente|docent|' +
    'leraar|lerares|instructeur|professor|professora|instrutor|instrutora|treinador',
  id:
    'reservation number|reservation id|booking id|booking number|booking reference|confirmation number|reservation|' +
    'reference|buchungsnummer|reservierungsnummer|buchungs-nr.|buchungsnr|numéro de réservation|référence|' +
    'número de reserva|localizador|numero di prenotazione|codice prenotazione|reserveringsnummer|boekingsnummer|' +
    'código da reserva',
};

const FIELD_OF = new Map<string, MailField>(
  Object.entries(LABELS).flatMap(([field, words]) => words.split('|').map((word) => [word, field as MailField])),
);

const FORMER =
  /^(?:former|old|original|previous|initial|alte[rs]?|bisherige[rs]?|ursprüngliche[rs]?|ancien(?:ne)?|vecchi[oa]|oude|vorige|oorspronkelijke) /;
const NEW = /^(?:new|updated|revised|neue[rs]?|nouveau|nouvel(?:le)?|nuev[oa]|nuov[oa]|nieuwe?|nov[oa]) /;
const OF_TIMES: ReadonlySet<MailField | undefined> = new Set(['date', 'time', 'when']);

/** The field that a label announces, before a colon or alone in a cell; undefined for other words. */
export function fieldOfLabel(label: string): MailField | undefined {
  const words = foldCase(label)
    .replace(/\s*[:：]$/, '')
    .replace(/^(?:your|the|dein|deine|ihr|ihre|votre|tu|su) /, '')
    .trim();
  const field = FIELD_OF.get(words);
  if (field !== undefined) return field;
  if (FORMER.test(words)) return OF_TIMES.has(FIELD_OF.get(words.replace(FORMER, ''))) ? 'old' : undefined;
  return NEW.test(words) ? FIELD_OF.get(words.replace(NEW, '')) : undefined;
}
