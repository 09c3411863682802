/** Which of several daemons does a duty for all. A row belongs to nobody. */
export interface LeasesTable {
  name: string;
  /** The id of a machine. */
  holder: string;
  fence: number;
  until: string;
}
