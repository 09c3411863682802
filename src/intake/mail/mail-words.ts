/** What happened to a class, as a mail tells it. */
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

const word = (pattern: string): RegExp => new RegExp(pattern, 'iu');

/**
 * Subjects of mails about money, opinions and offers. They are not about a booking, even where they say "confirmed".
 */
const NO_BOOKING = word(
  'receipt|invoice|payment|purchase|your order|refund|credits?\\b(?! ?card)|gift ?card|voucher|membership|billing|subscription|renew|expir|' +
    'password|passcode|verif|security|log ?in|sign ?in|survey|feedback|review|rate (?:your|us)|how (?:was|did)|visiting|thanks for coming|missed (?:you|your)|' +
    'newsletter|digest|weekly|monthly|recap|month in review|year in|schedule (?:is|for|of)|new classes|special|offer\\b|% off|sale\\b|promo|free (?:class|trial|week)|refer|invite|challenge|' +
    'spot (?:just |has |is )?(?:just )?open|opened up|spots? (?:left|available|open)|place available|(?:holiday|christmas|easter|summer|winter) (?:schedule|hours|timetable)|schedule changes|feiertag|betriebsferien|öffnungszeiten|im kursplan|kursplan (?:für|über|der)|fermeture|horaires? d|claim|waiting\\b(?![ -]?list)|policy|terms|privacy|welcome|' +
    'rechnung|quittung|beleg|zahlung|kauf\\b|bestellung|gutschein|guthaben|mitgliedschaft|passwort|bewert|umfrage|wie war|angebot\\b|rabatt|platz (?:ist )?frei|freier platz|willkommen|' +
    "facture|reçu\\b|paiement|achat|commande|remboursement|mot de passe|avis\\b|enquête|comment s|place (?:s'est )?(?:libérée|disponible)|offre|bienvenue|abonnement|" +
    'factura|recibo|pago\\b|compra|pedido|contraseña|encuesta|opinión|oferta|plaza (?:libre|disponible)|bienvenid|bono\\b|' +
    'fattura|ricevuta|pagamento|acquisto|ordine|sondaggio|recensione|posto (?:libero|disponibile)|benvenut|abbonamento|' +
    'factuur|betaling|aankoop|bestelling|wachtwoord|beoordeel|enquête|aanbieding|plek (?:is )?vrij(?:gekomen)?|welkom|' +
    'fatura|pedido|senha|avaliação|avalie|vaga (?:aberta|disponível|liberada)|bem-vind',
);

/** Lines that only such mails contain. */
const NO_BOOKING_LINE = word(
  'not a booking|claim (?:it|my|your|this|the) ?spot|claim it|confirm (?:my|your) (?:spot|place)\\b|first come|how was (?:it|your|class)|leave a review|rate (?:your|this)|total paid|subtotal|amount (?:paid|due|charged)|billing period|' +
    'you (?:took|attended|missed)|(?:spot|place) (?:has |just )+opened|book it before|keine buchung|platz sichern|wie hat dir|gesamtbetrag|zwischensumme|' +
    '\\b(?:all|alle|tous les|toutes les|todas (?:las|as)|tutt[ei] (?:le|i)) (?:our |unsere )?(?:classes|sessions|kurse|stunden|termine|cours|séances|clases|lezioni|corsi|lessen|aulas)\\b.{0,60}(?:cancel|closed|fallen|abgesagt|entfallen|annul|geannuleerd)|(?:änderungen|neuigkeiten) im (?:kurs|stunden)plan|changes to (?:the|our) (?:schedule|timetable)|' +
    'pas une réservation|montant|sous-total|no es una reserva|importe|subtotal|non è una prenotazione|importo|geen (?:boeking|reservering)|totaalbedrag|não é uma reserva|valor total',
);

const WAITLISTED = word(
  "wait(?:ing)?[ -]?list|warteliste|liste d['’]attente|lista de espera|lista d['’]attesa|wachtlijst",
);
const PROMOTED = word(
  "\\b(?:moved|off|up|promoted|confirmed|in|added) (?:from|off|of) (?:the |our )?wait(?:ing)?[ -]?list|\\b(?:moved|added|booked|promoted) (?:in)?to .{0,40}from (?:the |our )?wait(?:ing)?[ -]?list|wait(?:ing)?[ -]?list.{0,40}\\byou(?:['’]| a)re (?:now )?(?:in|booked)(?!\\p{L})|" +
    'off the wait(?:ing)?[ -]?list|on the wait(?:ing)?[ -]?list and (?:have been|are now|were) (?:moved|booked|added|promoted)\\b|from wait(?:ing)?[ -]?list|(?:von|aus) der warteliste|nachgerückt|warteliste.{0,40}(?:in den kurs|(?:jetzt|nun|fest) (?:gebucht|angemeldet)|dabei|aufgerückt)|' +
    "(?:sorti|sortie|passé|inscrit).{0,40}de (?:la )?liste d['’]attente|passe[sz]? de la liste d['’]attente|place confirmée|(?:salido|pasado|fuera).{0,20}lista de espera|uscit[oa].{0,20}lista d['’]attesa|dalla lista d['’]attesa|van de wachtlijst|sa(?:iu|íste) da lista de espera|da lista de espera",
);
/** Words of who is no longer on a waiting list and has no place. */
const UNLISTED = word(
  "(?:removed|deleted|dropped|expired|left|closed).{0,40}wait(?:ing)?[ -]?list|wait(?:ing)?[ -]?list.{0,40}(?:removed|deleted|expired|closed)|warteliste.{0,40}(?:gestrichen|entfernt|ausgetragen|gelöscht|verlassen|abgelaufen|abgemeldet)|(?:retirée?|supprimée?|quitté|désinscrite?).{0,40}liste d['’]attente|(?:eliminad|borrad|quitad)[ao].{0,40}lista de espera|rimoss[oa].{0,40}lista d['’]attesa|wachtlijst.{0,40}(?:verwijderd|afgemeld|uitgeschreven)|removid[ao].{0,40}lista de espera",
);
/** Who is no longer on a waiting list has a place, or has none. */
const NO_LONGER = word(
  "no longer|not .{0,20}any ?more|nicht mehr|n['’ ]?(?:es|êtes) plus|ya no|non sei più|niet (?:meer|langer)|já não|não está mais",
);
const LATE = word(
  'late[- ]cancel|cancell?ed (?:too )?late|(?:too|zu) (?:late|spät) (?:to|storniert|abgesagt)|(?:zu spät|verspätet) .{0,20}(?:storniert|abgesagt)|(?:spät|verspätet)(?:e|er) (?:stornierung|absage|abmeldung)|annulation tardive|annulée? (?:trop )?tard|cancelaci[oó]n tard[ií]a|cancellazione tardiva|disdetta tardiva|(?:te )?late annulering|te laat (?:geannuleerd|afgemeld)|cancelamento tardio',
);
const CANCELLED = word(
  "cancell?ed|cancell?ation|(?:had|have) to cancel|wo(?:n['’]t| not) (?:run|take place)|will not take place|m(?:ü|u)ss(?:en|ten) .{0,60}\\babsagen|storniert|stornierung|abgesagt|absage\\b|abgemeldet|abmeldung|kursausfall|\\bf(?:ä|a)llt (?:.{0,60} )?aus\\b|(?:kurs|termin|stunde|einheit|training)\\b.{0,40}\\bentf(?:ällt|allen)|findet (?:leider )?nicht statt|annulé|(?:devons|avons dû|sommes obligés d['’]) ?annuler|annulation|n[’']aura pas lieu|désinscription|(?:tenido que|tenemos que|tivemos (?:de|que)) cancelar|cancelad[ao]|cancelaci[oó]n|anulad[ao]|anulaci[oó]n|cancelamento|dovuto (?:annullare|cancellare)|non si terrà|annullat|annullamento|cancellat|cancellazione|disdett|geannuleerd|annulering|afgemeld|afmelding|uitgeschreven|(?:moeten|moesten) .{0,60}\\bannuleren|vervalt|gaat (?:helaas )?niet door",
);
/** Nouns. Alone they may be of the rules: "Stornierung bis 12 Stunden vorher kostenlos", "Late cancel fee: $15". */
const NOUN_OF_CANCELLING =
  /(?:late )?cancell?ations?|late cancels?\b|(?:spät|verspätet)e (?:stornierung|absage)|stornierung(?:en)?|absagen?\b|abmeldung|annulation(?: tardive)?|désinscription|cancelaci[oó]n(?: tard[ií]a)?|anulaci[oó]n|cancelamento(?: tardio)?|annullamento|(?:cancellazione|disdetta)(?: tardiva)?|(?:late )?annulering|afmelding/giu;
const OF_ONE = word(
  'confirm|success|bestätig|erfolgreich|verwerkt|bevestig|conferm|correctamente|charged|berechnet|abgebucht|factur|cobrad|addebitat|in rekening',
);
const CHANGED = word(
  '(?:instructor|teacher|trainer|coach|room|location|studio)[- ]change|change of (?:instructor|teacher|trainer|coach|room|location)|substitute (?:instructor|teacher|trainer|coach)|(?:new|another|different) (?:instructor|teacher|trainer|coach) (?:for|in|of) (?:your|this|the)\\b|(?:has|have|got|with|by) (?:a |an )?(?:new|another|different) (?:instructor|teacher|trainer|coach)\\b|(?:trainer|kursleiter|lehrer|raum)wechsel|raumänderung|changement de (?:professeur|coach|salle)|cambio de (?:instructora?|profesora?|sala)|cambio (?:istruttore|insegnante|sala)|(?:andere|nieuwe) (?:docent|trainer)|mudança de (?:professora?|sala)|reschedul|(?:has|have|been) (?:been )?(?:changed|moved)|has been updated|time change|schedule change|change to your|changed the time|new (?:time|date)\\b|updated\\b|verschoben|verlegt|geändert|änderung|umgebucht|zu einer anderen (?:zeit|uhrzeit)|reporté|déplacé|décalé|modifié|modification|changement|reprogramad|cambio (?:de|en)|cambio orario|nuovo orario|modifica del|nouvel horaire|neue (?:uhrzeit|zeit)(?!\\p{L})|nueva hora(?!\\p{L})|nuevo horario|nieuwe tijd(?!\\p{L})|novo horário|mudou de|cambia de|a changé|ha cambiado|cambiad|modificad|spostat|modificat|variazione|verplaatst|gewijzigd|wijziging|verzet\\b|reagendad|alterad|alteração|remarcad',
);
const REMINDER = word(
  "reminder|remind you|do(?:n['’]t| not) forget (?:your|about your)|nicht vergessen|denk(?:e|t|en sie)? an (?:deinen|deine|ihren|ihre|euren)|vergiss .{0,20}nicht|n['’]oublie[zs]? pas (?:votre|ton|ta)|no olvides tu|non dimenticare la|vergeet je|não (?:te esqueças|se esqueça) d|" +
    'erinnerung|erinnern|rappel|recordatorio|promemoria|herinnering|lembrete|is (?:tomorrow|today)\\b|coming up|upcoming (?:class|booking|reservation|appointment)|ist morgen|demain\\b|mañana\\b|domani|amanhã',
);
const CONFIRMED = word(
  "you(?:['’]| a)?re (?:in\\b|booked|confirmed|registered|all set|signed up|enrolled|going)|" +
    "you(?:['’]ve| have) (?:successfully |been )?(?:booked|registered|reserved|signed up)|you have a (?:reservation|booking|spot)|" +
    '(?:booking|reservation|registration|appointment|class|session|enrol?lment|event)s? confirm(?:ed|ation)|^confirm(?:ed|ation)\\b|confirmation (?:of|for)|confirming your|' +
    '(?:booking|reservation|registration|appointment|class|spot|place|session|event)(?:e?s)?\\b.{0,90}\\b(?:is|was|been|are) (?:now )?(?:confirmed|booked|reserved|saved|scheduled|made|completed|successful)|new event:|(?:^|[.!] )your (?:booking|reservation|registration)(?: details)?:?$|' +
    '(?:buchung|reservierung|anmeldung|anmelde|termin)s?bestätigung|(?:buchung|reservierung|anmeldung|termin|kurs|platz)\\b.{0,80}(?:bestätigt|gebucht|reserviert|erfolgreich)|bestätigen (?:wir )?(?:dir |ihnen )?(?:deine|ihre)|du bist (?:erfolgreich )?(?:dabei|angemeldet|gebucht|eingebucht)|(?:du hast|sie haben) (?:erfolgreich )?gebucht|^(?:deine|ihre) (?:anmeldung|buchung|reservierung)\\b|erfolgreich (?:gebucht|angemeldet|reserviert)|' +
    "réservation (?:est |a (?:bien )?été )?(?:validée|confirmée|enregistrée)|confirmation de (?:votre |ta |la )?(?:réservation|inscription|cours|séance)|confirmation d[’']inscription|(?:vous êtes|tu es) (?:\\p{L}+ )?inscrite?(?:\\(e\\))? (?:au cours|à la séance|à l['’]activité)|^(?:vous êtes|tu es) inscrite?(?:\\(e\\))? (?:à|au) (?!notre|nos|la)|inscription (?:est |a (?:bien )?été )?(?:confirmée|validée|enregistrée|prise en compte)|^.{0,60}- confirmée?$|(?:est|a été) (?:bien )?(?:confirmée?|validée?|réservée?)|" +
    'reserva (?:está |ha sido |foi )?(?:confirmada|realizada|efetuada|feita)|confirmaci[oó]n (?:de )?(?:tu |su |la )?(?:reserva|clase|inscripción)?|(?:está|ha sido|foi) (?:confirmad[ao]|reservad[ao])|has reservado|te has (?:apuntado|inscrito) (?:a|en) (?!la lista)|' +
    'prenotazione (?:è |è stata )?(?:confermata|effettuata|andata a buon fine)|posto è (?:riservato|prenotato|confermato)|conferma (?:della |di |la )?(?:tua )?prenotazione|hai prenotato|sei iscritt[oa] (?:al|alla|a|per) (?!newsletter|nostra|mailing)|' +
    '(?:reservering|boeking|inschrijving)s?bevestiging|(?:reservering|boeking|inschrijving|les|plek)\\b.{0,60}(?:bevestigd|geboekt|gereserveerd)|je hebt (?:.{0,40} )?(?:geboekt|gereserveerd)|je bent (?:ingeschreven|geboekt|aangemeld)|bevestiging (?:van )?(?:je |uw )?(?:boeking|reservering|inschrijving)|' +
    'confirmação (?:de |da )?(?:sua )?(?:reserva|aula|inscrição|marcação)|inscrição confirmada|marcação confirmada|reservaste|você reservou',
);

/** Words that say that something did not happen. */
const NEGATED = word(
  '\\b(?:not|never|nicht|nichts|noch nicht|pas|no|non|niet|não)(?: (?:yet|be|been|have|has|ha|sido|été|être|è|stata|stato|foi|ser|worden))* (?:confirm|book|reserv|regist|complet|bestätigt|gebucht|reserviert|valid|réserv|inscri|prenot|effettuat|bevestigd|geboekt|gereserveerd)|' +
    "\\b(?:could(?:n['’]t| not)|unable to|failed|unsuccessful|declined|konnte|fehlgeschlagen|impossible de|n['’]a pas|no (?:se )?(?:ha|pudo)|non è stat|niet gelukt|não foi possível)",
);

/** Words that say that something may still happen. */
const MAYBE = word(
  '\\b(?:may|might|could) (?:still |yet |have to )*be (?:cancel|moved|reschedul|chang|postpon)|\\b(?:könnte|kann|können|möglicherweise|eventuell|vielleicht)(?!\\p{L}).{0,60}(?:abgesagt|storniert|ausfallen|entfallen|verschoben)|' +
    '(?:pourrait|pourraient) être (?:annul|déplac|report)|(?:podría|podrían|puede) (?:ser |verse )?(?:cancel|anul|reprogram)|potrebbe(?:ro)? essere (?:annull|cancell|spost)|(?:kan|kunnen|mogelijk).{0,40}(?:geannuleerd|verplaatst)|(?:pode|poderá|poderão) ser (?:cancel|alter|remarc)',
);

/** The person waits: what a confirmation says where the class is full. */
const WAITS = word(
  "\\byou(?:['’]ve| have| were|['’]ve been| have been) (?:added to|placed on|put on|joined) (?:the |our |a )?wait(?:ing)?[ -]?list|you(?:['’]| a)re (?:now )?on (?:the |our |a )?wait(?:ing)?[ -]?list|" +
    "(?:du stehst|sie stehen|du bist|wir haben (?:dich|sie)|du wurdest|sie wurden) (?:jetzt |nun )?auf (?:der|die) warteliste|(?:tu es|vous êtes) (?:\\p{L}+ )?(?:sur|en) (?:la )?liste d['’]attente|(?:estás|está|has entrado) (?:apuntad[ao] )?(?:en|a) la lista de espera|sei in lista d['’]attesa|(?:je staat|u staat) op de wachtlijst|(?:estás|está|você está) na lista de espera",
);

/** The kind that a text states; null where it states none. */
export function kindOfWords(text: string): MailKind | null {
  if (NEGATED.test(text) || MAYBE.test(text)) return null;
  if (WAITLISTED.test(text) && UNLISTED.test(text)) return 'cancelled';
  if (WAITLISTED.test(text) && NO_LONGER.test(text) && !CONFIRMED.test(text)) return null;
  if (PROMOTED.test(text) && !CANCELLED.test(text)) return 'promoted';
  if (LATE.test(text)) return 'late_cancel';
  if (CANCELLED.test(text)) return 'cancelled';
  if (WAITLISTED.test(text)) return 'waitlisted';
  if (CHANGED.test(text)) return 'changed';
  if (REMINDER.test(text)) return 'reminder';
  return CONFIRMED.test(text) ? 'confirmed' : null;
}

/** Words of why one gets a mail: "because you are registered with us". */
const REASON = word('\\b(?:because|weil|parce que|porque|perché|omdat)(?!\\p{L})');

/** The kind that a line states of a booking. The rules of a studio use the same nouns. */
export function kindOfLine(line: string): MailKind | null {
  const kind = kindOfWords(line);
  if (kind === 'confirmed' && REASON.test(line)) return null;
  if (kind !== 'cancelled' && kind !== 'late_cancel') return kind;
  const without = kindOfWords(line.replace(NOUN_OF_CANCELLING, ' '));
  if (without === 'cancelled' || without === 'late_cancel' || OF_ONE.test(line)) return kind;
  const isHeading =
    line.length <= 60 &&
    !/\d|fee|policy|gebühr|frist|regel|frais|tarifa|penale|kosten|taxa|free|kostenlos|kostenfrei|grat/iu.test(line);
  return isHeading ? kind : without;
}

/** Whether a text says that the person waits for a place. */
export function saysThatOneWaits(text: string): boolean {
  return WAITS.test(text) && kindOfWords(text) === 'waitlisted';
}

/** Whether a subject is about money, opinions or offers. */
export function isAboutElse(subject: string): boolean {
  return NO_BOOKING.test(subject.replace(TAKEN_UP, ' '));
}

/** A place that is no offer any more: "A spot opened up - you're in!", "A spot has opened up and you have been moved". */
const TAKEN_UP = word(
  "\\b(?:spot|place|space) (?:just |has |have )*opened(?: up)?(?=.*\\byou(?:(?:['’]| a)re in(?:[!.]|$)|(?:['’]ve| have) been (?:moved|added|booked|promoted)|(?:['’]ve| have) moved))|" +
    "platz (?:ist )?frei(?=.*du bist (?:jetzt |nun )?(?:dabei|angemeldet|gebucht))|place (?:s'est )?libérée(?=.*(?:tu es|vous êtes) (?:maintenant )?inscrit)",
);

/** Whether a line occurs only in mails that book nothing. */
export function saysNoBooking(line: string): boolean {
  return NO_BOOKING_LINE.test(line.replace(TAKEN_UP, ' '));
}

const PADDING =
  /\b(?:your|the|you|are|re|on|in|has|have|been|is|was|class|booking|reservation|session|spot|appointment|dein|deine|ihr|ihre|buchung|kurs|termin|wurde|ist|du|auf|der|votre|réservation|cours|séance|est|été|tu|reserva|clase|ha|sido|sua|tua|prenotazione|lezione|stata|je|boeking|les|aula|foi|leider|unfortunately)\b/giu;

/** Whether a line only states what happened, as headings do. Then it does not name a class. */
export function isStatement(line: string): boolean {
  if (line.length > 60) return false;
  if (CONFIRMED.test(line)) return true;
  const states = [PROMOTED, LATE, CANCELLED, WAITLISTED, CHANGED, REMINDER].filter((each) => each.test(line));
  const rest = states.reduce((text, each) => text.replace(each, ' '), line).replace(PADDING, ' ');
  return states.length > 0 && !/\p{L}{3}/u.test(rest);
}
