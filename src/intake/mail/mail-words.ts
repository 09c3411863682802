import { foldCase } from '../../fold-case.ts';

/** What a mail tells of a class. */
export const MAIL_KINDS = [
  'confirmed',
  'waitlisted',
  'promoted',
  'changed',
  'reminder',
  'cancelled',
  'late_cancel',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** What a line may say of a class, by the word before it. */
export type MailField =
  | 'class'
  | 'date'
  | 'time'
  | 'when'
  | 'duration'
  | 'location'
  | 'address'
  | 'room'
  | 'instructor'
  | 'id';

const LABELS: Readonly<Record<MailField, string>> = {
  class:
    'class|class name|course|session|workout|activity|service|event|event type|appointment|what|booked|lesson|kurs|' +
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
    'when|start|starts|date/time|date & time|date and time|event date/time|new date and time|wann|beginn|termin|neuer termin|' +
    'datum & uhrzeit|datum und uhrzeit|datum/uhrzeit|quand|début|date et heure|nouveau créneau|créneau|cuándo|inicio|' +
    'fecha y hora|nueva fecha y hora|quando|inizio|data e ora|nuova data e ora|wanneer|begin|datum en tijd|' +
    'nieuwe datum en tijd|data e hora|início|nova data e hora',
  duration: 'duration|length|dauer|durée|duración|durata|duur|duração',
  location:
    'location|venue|where|studio|club|gym|place|site|centre|center|box|ort|standort|wo|veranstaltungsort|filiale|lieu|' +
    'où|établissement|lugar|dónde|ubicación|centro|sede|luogo|dove|palestra|locatie|vestiging|waar|sportschool|local|' +
    'onde|estúdio|unidade',
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

/** What a word before a colon, or in a cell of its own, announces; undefined for any other. */
export function fieldOfLabel(label: string): MailField | undefined {
  return FIELD_OF.get(
    foldCase(label)
      .replace(/\s*[:：]$/, '')
      .replace(/^(?:your|the|dein|deine|ihr|ihre|votre|tu|su) /, '')
      .trim(),
  );
}

const word = (pattern: string): RegExp => new RegExp(pattern, 'iu');

/** Mails about money, opinions and offers, whatever they call confirmed: by their subject. */
const NO_BOOKING = word(
  'receipt|invoice|payment|purchase|your order|refund|credits?\\b(?! ?card)|gift ?card|voucher|membership|billing|subscription|renew|expir|' +
    'password|passcode|verif|security|log ?in|sign ?in|survey|feedback|review|rate (?:your|us)|how (?:was|did)|visiting|thanks for coming|missed (?:you|your)|' +
    'newsletter|digest|weekly|monthly|recap|month in review|year in|schedule (?:is|for|of)|new classes|special|offer\\b|% off|sale\\b|promo|free (?:class|trial|week)|refer|invite|challenge|' +
    'spot (?:just |has |is )?(?:just )?open|opened up|spots? (?:left|available|open)|place available|claim|waiting\\b(?! ?list)|policy|terms|privacy|welcome|' +
    'rechnung|quittung|beleg|zahlung|kauf\\b|bestellung|gutschein|guthaben|mitgliedschaft|passwort|bewert|umfrage|wie war|angebot\\b|rabatt|platz (?:ist )?frei|freier platz|willkommen|' +
    "facture|reçu\\b|paiement|achat|commande|remboursement|mot de passe|avis\\b|enquête|comment s|place (?:s'est )?(?:libérée|disponible)|offre|bienvenue|abonnement|" +
    'factura|recibo|pago\\b|compra|pedido|contraseña|encuesta|opinión|oferta|plaza (?:libre|disponible)|bienvenid|bono\\b|' +
    'fattura|ricevuta|pagamento|acquisto|ordine|sondaggio|recensione|posto (?:libero|disponibile)|benvenut|abbonamento|' +
    'factuur|betaling|aankoop|bestelling|wachtwoord|beoordeel|enquête|aanbieding|plek (?:is )?vrij(?:gekomen)?|welkom|' +
    'fatura|pedido|senha|avaliação|avalie|vaga (?:aberta|disponível|liberada)|bem-vind',
);

/** The same, said in the mail itself. */
const NO_BOOKING_LINE = word(
  'not a booking|claim (?:it|my|your|this|the) ?spot|claim it|first come|how was (?:it|your|class)|leave a review|rate (?:your|this)|total paid|subtotal|amount (?:paid|due|charged)|billing period|' +
    'you (?:took|attended|missed)|(?:spot|place) (?:has |just )+opened|book it before|keine buchung|platz sichern|wie hat dir|gesamtbetrag|zwischensumme|' +
    'pas une réservation|montant|sous-total|no es una reserva|importe|subtotal|non è una prenotazione|importo|geen (?:boeking|reservering)|totaalbedrag|não é uma reserva|valor total',
);

const PROMOTED = word(
  '(?:moved|off|up|promoted|confirmed|in|added) (?:from|off|of) (?:the |our )?wait ?-?list|off the wait ?-?list|from wait ?-?list|(?:von|aus) der warteliste|nachgerückt|warteliste.{0,40}(?:platz|gebucht|dabei|aufgerückt)|' +
    "(?:sorti|sortie|passé|inscrit|quitté).{0,40}liste d['’]attente|place confirmée|(?:salido|pasado|fuera).{0,20}lista de espera|uscit[oa].{0,20}lista d['’]attesa|dalla lista d['’]attesa|van de wachtlijst|saiu da lista de espera|da lista de espera",
);
const WAITLISTED = word("wait ?-?list|warteliste|liste d['’]attente|lista de espera|lista d['’]attesa|wachtlijst");
const LATE = word(
  'late[- ]cancel|cancell?ed late|zu spät (?:storniert|abgesagt)|spät(?:e|er) (?:stornierung|absage)|annulation tardive|cancelaci[oó]n tard[ií]a|cancellazione tardiva|late annulering|cancelamento tardio',
);
const CANCELLED = word(
  'cancell?ed|cancell?ation|storniert|stornierung|abgesagt|absage\\b|abgemeldet|abmeldung|fällt (?:leider )?aus|annulé|annulation|cancelad[ao]|cancelaci[oó]n|cancelamento|annullat|annullamento|cancellat|cancellazione|disdett|geannuleerd|annulering|afgemeld',
);
const CHANGED = word(
  'reschedul|(?:has|have|been) (?:been )?(?:changed|moved)|time change|schedule change|change to your|new (?:time|date)\\b|updated\\b|verschoben|verlegt|geändert|änderung|umgebucht|reporté|déplacé|modifié|modification|changement|reprogramad|cambio (?:de|en)|cambiad|modificad|spostat|modificat|variazione|verplaatst|gewijzigd|wijziging|verzet\\b|reagendad|alterad|alteração|remarcad',
);
const REMINDER = word(
  'reminder|remind you|erinnerung|erinnern|rappel|recordatorio|promemoria|herinnering|lembrete|is (?:tomorrow|today)\\b|coming up|upcoming class|ist morgen|demain\\b|mañana\\b|domani|amanhã',
);
const CONFIRMED = word(
  "you(?:['’]| a)?re (?:in\\b|booked|confirmed|registered|all set|signed up|enrolled|going)|" +
    "you(?:['’]ve| have) (?:successfully )?(?:booked|registered|reserved|signed up)|you have a (?:reservation|booking|spot)|" +
    '(?:booking|reservation|registration|appointment|class|session|enrol?lment|event)s? confirm(?:ed|ation)|^confirm(?:ed|ation)\\b|confirmation (?:of|for)|confirming your|' +
    '(?:booking|reservation|registration|appointment|class|spot|place|session|event)\\b.{0,90}\\b(?:is|was|been|are) (?:now )?(?:confirmed|booked|reserved|saved|scheduled)|new event:|' +
    '(?:buchung|reservierung|anmeldung|anmelde|termin)s?bestätigung|(?:buchung|reservierung|anmeldung|termin|kurs|platz)\\b.{0,80}(?:bestätigt|gebucht|reserviert|erfolgreich)|bestätigen (?:wir )?(?:dir |ihnen )?(?:deine|ihre)|du bist (?:dabei|angemeldet|gebucht|eingebucht)|^(?:deine|ihre) (?:anmeldung|buchung|reservierung)\\b|erfolgreich (?:gebucht|angemeldet|reserviert)|' +
    "réservation (?:est |a été )?(?:validée|confirmée|enregistrée)|confirmation de (?:votre |ta |la )?(?:réservation|inscription|cours|séance)|confirmation d[’']inscription|inscription (?:est )?(?:confirmée|validée)|^.{0,60}- confirmée?$|(?:est|a été) (?:bien )?(?:confirmée?|validée?|réservée?)|" +
    'reserva (?:está |ha sido |foi )?(?:confirmada|realizada|efetuada|feita)|confirmaci[oó]n (?:de )?(?:tu |su |la )?(?:reserva|clase|inscripción)?|(?:está|ha sido|foi) (?:confirmad[ao]|reservad[ao])|has reservado|' +
    'prenotazione (?:è |è stata )?(?:confermata|effettuata)|conferma (?:della |di |la )?(?:tua )?prenotazione|hai prenotato|sei iscritt|' +
    '(?:reservering|boeking|inschrijving)s?bevestiging|(?:reservering|boeking|inschrijving|les|plek)\\b.{0,60}(?:bevestigd|geboekt|gereserveerd)|je bent (?:ingeschreven|geboekt|aangemeld)|bevestiging (?:van )?(?:je |uw )?(?:boeking|reservering|inschrijving)|' +
    'confirmação (?:de |da )?(?:sua )?(?:reserva|aula|inscrição|marcação)|inscrição confirmada|marcação confirmada|reservaste|você reservou',
);

/** What a text of a mail says that it is: a kind, `none` for what is surely no booking, null where it does not say. */
export function kindOfWords(text: string): MailKind | null {
  if (PROMOTED.test(text) && !CANCELLED.test(text)) return 'promoted';
  if (LATE.test(text)) return 'late_cancel';
  if (CANCELLED.test(text)) return 'cancelled';
  if (WAITLISTED.test(text)) return 'waitlisted';
  if (CHANGED.test(text)) return 'changed';
  if (REMINDER.test(text)) return 'reminder';
  return CONFIRMED.test(text) ? 'confirmed' : null;
}

/** Whether a subject is that of a mail about something else: money, opinions, offers. */
export function isAboutElse(subject: string): boolean {
  return NO_BOOKING.test(subject);
}

/** Whether a line can only stand in a mail that books nothing. */
export function saysNoBooking(line: string): boolean {
  return NO_BOOKING_LINE.test(line);
}
