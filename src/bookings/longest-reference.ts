/** In characters: longer than the name and the place of any class, and than all that words can name of a booking. */
export const LONGEST_REFERENCE = 4000;
