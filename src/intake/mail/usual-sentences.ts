const TEACHER = "(?<instructor>\\p{Lu}[\\p{L}.'’-]*(?: \\p{Lu}[\\p{L}.'’-]*){0,3})";

/** Sentences that describe a whole class, for formats without sentences of their own. Names begin with a capital. */
export const USUAL_SENTENCES: readonly RegExp[] = [
  `\\b(?:[Bb]ooking|[Rr]eservation|[Rr]egistration|[Ss]pot|[Pp]lace) (?:for|in) (?<class>\\p{Lu}[^.!?]{1,78}?)(?: with ${TEACHER})? on (?<when>[^.!?]{0,40}?\\d[^!?]{0,40}?)(?: at (?<location>\\p{Lu}[^!?]{2,80}?))? (?:is|was|has been) (?:now )?(?:confirmed|booked|cancell?ed)`,
  `\\b(?:Buchung|Anmeldung|Reservierung) (?:für|zu|von) (?<class>\\p{Lu}[^.!?]{1,78}?)(?: mit ${TEACHER})? am (?<when>[^!?]{0,40}?\\d[^!?]{0,40}?)(?: (?:bei|im|in) (?<location>\\p{Lu}[^!?]{2,80}?))? (?:ist|wurde) (?:hiermit )?(?:bestätigt|gebucht|storniert|abgesagt)`,
  `^(?:.*[.!,] )?[Yy]ou(?:['’]| a)re (?:now |all )?(?:booked|registered|signed up|enrolled|confirmed|set) (?:for|into) (?<class>\\p{Lu}[^.!?]{1,78}?)(?: with ${TEACHER})? on (?<when>[^.!?]{0,40}?\\d[^!?]{0,60}?)(?: at (?<location>\\p{Lu}[^!?\\d]{2,80}?))?[.!]?$`,
  `^(?:.*[.!,] )?[Dd]u bist (?:jetzt )?für (?<class>\\p{Lu}[^.!?]{1,78}?)(?: mit ${TEACHER})? am (?<when>[^!?]{0,40}?\\d[^!?]{0,60}?)(?: (?:bei|im|in) (?<location>\\p{Lu}[^!?\\d]{2,80}?))? (?:angemeldet|gebucht|eingebucht)[.!]?$`,
].map((source) => new RegExp(source, 'u'));
